/** Lists as tables with the columns kubectl prints, as the API server makes them. */

import { metadataOnly } from '../http/item-json.ts';
import type { Kind } from '../kinds.ts';
import type { JsonObject, KubeObject } from '../kube-object.ts';
import { type Column, columnsOf } from './columns.ts';

export type IncludeObject = 'None' | 'Metadata' | 'Object';

export function tableOf(
  kind: Kind,
  objects: readonly KubeObject[],
  meta: JsonObject,
  include: IncludeObject,
  now: number,
): JsonObject {
  const columns = columnsOf(kind);
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata: meta,
    columnDefinitions: columns.map(definition),
    rows: objects.map((object) => row(columns, object, include, now)),
  };
}

/** One event of a watch; only the first table of a stream has the columns. */
export function tableEvent(
  kind: Kind,
  object: KubeObject,
  include: IncludeObject,
  now: number,
  hasColumns: boolean,
): JsonObject {
  const table = tableOf(kind, [object], { resourceVersion: object.metadata.resourceVersion }, include, now);
  return hasColumns ? table : { ...table, columnDefinitions: [] };
}

function definition(column: Column): JsonObject {
  return {
    name: column.name,
    type: column.type,
    format: column.name === 'Name' ? 'name' : '',
    description: column.description,
    priority: column.priority,
  };
}

function row(columns: readonly Column[], object: KubeObject, include: IncludeObject, now: number): JsonObject {
  const cells = columns.map((column) => column.cell(object, now));
  if (include === 'None') return { cells, object: null };
  return { cells, object: include === 'Object' ? object : metadataOnly(object) };
}
