/** The query of a write: dry run, field manager, strictness; refused as the API server refuses it. */

import { type FieldFault, invalid } from '../status.ts';
import type { WriteOptions } from '../write/writer.ts';
import type { ResourceRequest } from './resource-request.ts';

export function writeOptions(request: ResourceRequest, optionsKind: string, isApply = false): WriteOptions {
  const { query, path, raw } = request;
  const faults: FieldFault[] = [];
  const given = query.get('fieldManager') ?? '';
  if (isApply && given === '') {
    faults.push({
      field: 'fieldManager',
      reason: 'FieldValueRequired',
      message: 'Required value: is required for apply patch',
    });
  }
  faults.push(...managerFaults(given));
  const validation = query.get('fieldValidation') ?? '';
  const modes = ['', 'Ignore', 'Strict', 'Warn'];
  if (!modes.includes(validation)) {
    const list = modes.map((mode) => JSON.stringify(mode)).join(', ');
    const message = `Unsupported value: ${JSON.stringify(validation)}: supported values: ${list}`;
    faults.push({ field: 'fieldValidation', reason: 'FieldValueNotSupported', message });
  }
  if (faults.length > 0) throw invalid(optionsKind, 'meta.k8s.io', '', faults);
  const dryRun = query.getAll('dryRun');
  checkDryRun(dryRun, optionsKind);
  const agent = String(raw.headers['user-agent'] ?? '').split('/')[0] ?? '';
  return {
    manager: given === '' ? (agent === '' ? 'unknown' : agent) : given,
    dryRun: dryRun.length > 0,
    ...(path.subresource === undefined ? {} : { subresource: path.subresource }),
  };
}

function managerFaults(manager: string): readonly FieldFault[] {
  const field = 'fieldManager';
  if (Buffer.byteLength(manager) > 128) {
    return [{ field, reason: 'FieldValueTooLong', message: 'Too long: may not be more than 128 bytes' }];
  }
  if (!/[\p{Cc}\p{Zl}\p{Zp}]/u.test(manager)) return [];
  const message = `Invalid value: ${JSON.stringify(manager)}: should only contain printable characters`;
  return [{ field, reason: 'FieldValueInvalid', message }];
}

export function checkDryRun(values: readonly string[], optionsKind: string): void {
  if (values.every((value) => value === 'All')) return;
  const message = `Unsupported value: ${JSON.stringify(values)}: supported values: "All"`;
  const fault = { field: 'dryRun', reason: 'FieldValueNotSupported', message };
  throw invalid(optionsKind, 'meta.k8s.io', '', [fault]);
}
