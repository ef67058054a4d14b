/** The representation an Accept header asks for. */

import { Refusal } from '../status.ts';

export type Representation = 'object' | 'table' | 'metadata' | 'metadata-list';

const AVAILABLE =
  'application/json, application/yaml, application/vnd.kubernetes.protobuf, application/json;stream=watch, ' +
  'application/vnd.kubernetes.protobuf;stream=watch';

/** The first clause that this server can answer; JSON only. Throws 406 when there is none. */
export function negotiate(accept: string | undefined): Representation {
  if (accept === undefined || accept.trim() === '') return 'object';
  for (const clause of accept.split(',')) {
    const representation = readClause(clause);
    if (representation !== undefined) return representation;
  }
  throw new Refusal(406, 'NotAcceptable', `406: Not Acceptable\n\nAvailable representations: ${AVAILABLE}`, {});
}

function readClause(clause: string): Representation | undefined {
  const [type = '', ...rawParameters] = clause.split(';').map((part) => part.trim());
  if (type !== 'application/json' && type !== '*/*' && type !== 'application/*') return undefined;
  const parameters = new Map(rawParameters.map((part) => part.split('=') as [string, string]));
  const as = parameters.get('as');
  if (as === undefined) return 'object';
  if (parameters.get('g') !== 'meta.k8s.io' || parameters.get('v') !== 'v1') return undefined;
  if (as === 'Table') return 'table';
  if (as === 'PartialObjectMetadata') return 'metadata';
  return as === 'PartialObjectMetadataList' ? 'metadata-list' : undefined;
}
