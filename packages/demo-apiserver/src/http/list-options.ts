/** The query of a list or watch, checked as the API server checks it. */

import type { Kind } from '../kinds.ts';
import type { KubeObject } from '../kube-object.ts';
import { badRequest, type FieldFault, invalid } from '../status.ts';
import { parseFieldSelector } from '../store/field-selector.ts';
import { parseLabelSelector } from '../store/label-selector.ts';

export interface ListOptions {
  readonly matches: (object: KubeObject) => boolean;
  readonly hasSelector: boolean;
  readonly limit: number;
  readonly continueToken: string;
  /** As given; '' when absent. */
  readonly resourceVersion: string;
  readonly resourceVersionMatch: string;
  readonly isWatch: boolean;
  readonly bookmarks: boolean;
  readonly initialEvents: boolean | undefined;
  readonly timeoutSeconds: number | undefined;
}

export function readListOptions(kind: Kind, query: URLSearchParams, name: string | undefined): ListOptions {
  const labels = query.get('labelSelector') ?? '';
  const fields = [query.get('fieldSelector') ?? '', name === undefined ? '' : `metadata.name=${name}`]
    .filter((part) => part !== '')
    .join(',');
  const byLabel = labels === '' ? undefined : parseLabelSelector(labels);
  const byField = fields === '' ? undefined : parseFieldSelector(kind, fields);
  const initial = query.get('sendInitialEvents');
  const timeout = Number(query.get('timeoutSeconds') ?? '0');
  const options: ListOptions = {
    matches: (object) => (byLabel?.(object.metadata.labels) ?? true) && (byField?.(object) ?? true),
    hasSelector: byLabel !== undefined || byField !== undefined,
    limit: Math.max(0, Math.floor(Number(query.get('limit') ?? '0')) || 0),
    continueToken: query.get('continue') ?? '',
    resourceVersion: query.get('resourceVersion') ?? '',
    resourceVersionMatch: query.get('resourceVersionMatch') ?? '',
    isWatch: isTrue(query.get('watch')),
    bookmarks: isTrue(query.get('allowWatchBookmarks')),
    initialEvents: initial === null ? undefined : isTrue(initial),
    timeoutSeconds: timeout > 0 ? timeout : undefined,
  };
  check(options);
  return options;
}

function isTrue(value: string | null): boolean {
  return value === 'true' || value === '1' || value === 'True' || value === 't' || value === 'T' || value === 'TRUE';
}

function check(options: ListOptions): void {
  if (options.resourceVersion !== '' && !/^\d+$/.test(options.resourceVersion)) {
    const given = JSON.stringify(options.resourceVersion);
    const why = `strconv.ParseUint: parsing ${given}: invalid syntax`;
    throw badRequest(`invalid resource version: resourceVersion: Invalid value: ${given}: ${why}`);
  }
  const faults = options.isWatch ? watchFaults(options) : listFaults(options);
  if (faults.length > 0) throw invalid('ListOptions', 'meta.k8s.io', '', faults);
}

function watchFaults(options: ListOptions): readonly FieldFault[] {
  const match = options.resourceVersionMatch;
  if (options.initialEvents === undefined) {
    return match === '' ? [] : [forbidden('resourceVersionMatch', 'resourceVersionMatch is forbidden for watch')];
  }
  const faults: FieldFault[] = [];
  if (match !== 'NotOlderThan') {
    const why = 'sendInitialEvents requires setting resourceVersionMatch to NotOlderThan';
    faults.push(forbidden('resourceVersionMatch', why));
  }
  if (match !== '' && match !== 'NotOlderThan') faults.push(unsupported(match, ['NotOlderThan']));
  return faults;
}

function listFaults(options: ListOptions): readonly FieldFault[] {
  const match = options.resourceVersionMatch;
  const faults: FieldFault[] = [];
  if (options.initialEvents !== undefined) {
    faults.push(forbidden('sendInitialEvents', 'sendInitialEvents is forbidden for list'));
  }
  if (match === '') return faults;
  if (options.resourceVersion === '') {
    faults.push(
      forbidden('resourceVersionMatch', 'resourceVersionMatch is forbidden unless resourceVersion is provided'),
    );
  }
  if (options.continueToken !== '') {
    faults.push(forbidden('resourceVersionMatch', 'resourceVersionMatch is forbidden when continue is provided'));
  }
  if (match !== 'Exact' && match !== 'NotOlderThan') faults.push(unsupported(match, ['Exact', 'NotOlderThan', '']));
  if (match === 'Exact' && options.resourceVersion === '0') {
    const why = 'resourceVersionMatch "exact" is forbidden for resourceVersion "0"';
    faults.push(forbidden('resourceVersionMatch', why));
  }
  return faults;
}

function forbidden(field: string, why: string): FieldFault {
  return { field, reason: 'FieldValueForbidden', message: `Forbidden: ${why}` };
}

function unsupported(value: string, supported: readonly string[]): FieldFault {
  const list = supported.map((one) => JSON.stringify(one)).join(', ');
  const message = `Unsupported value: ${JSON.stringify(value)}: supported values: ${list}`;
  return { field: 'resourceVersionMatch', reason: 'FieldValueNotSupported', message };
}
