/** What is wrong with a document as a policy: the decoder's, the validator's and our own complaints, each with a path. */

import type { Cause } from '../problems/field-error.ts';
import type { Severity } from '../problems/problem.ts';
import { causeCode, type ProblemCode } from '../problems/problem-code.ts';
import { decodePolicy } from '../shape/decode-policy.ts';
import { asFields, asText, member } from '../yaml/plain-value.ts';
import { policyWarnings } from './policy-warnings.ts';
import { validatePolicy } from './validate-policy.ts';

export interface PolicyFault {
  readonly code: ProblemCode;
  readonly severity: Severity;
  readonly message: string;
  readonly path: string;
  /** The key is at fault, not its value. */
  readonly key?: true;
}

const VERSION = 'networking.k8s.io/v1';

export function policyFaults(json: unknown): readonly PolicyFault[] {
  const kind = kindFaults(json);
  return kind.length > 0 ? kind : [...decodeFaults(json), ...refusals(json), ...nameFaults(json), ...warnings(json)];
}

/** Anything but a NetworkPolicy is not edited here; nothing more can be said of it. */
function kindFaults(json: unknown): readonly PolicyFault[] {
  const fields = asFields(json);
  if (!fields) {
    const message = 'Here must stand a NetworkPolicy: `apiVersion`, `kind`, `metadata` and `spec`.';
    return [{ code: 'policy/no-object', severity: 'error', message, path: '' }];
  }
  const kind = member(fields, 'kind') ?? undefined;
  const version = member(fields, 'apiVersion') ?? undefined;
  const faults: PolicyFault[] = [];
  if (kind !== 'NetworkPolicy') {
    const message =
      kind === undefined ? "Object 'Kind' is missing: write `kind: NetworkPolicy`." : otherKindWords(kind);
    faults.push({ code: 'policy/kind', severity: 'error', message, path: 'kind' });
  } else if (version !== VERSION) {
    const message =
      version === undefined
        ? `Object 'apiVersion' is missing: write \`apiVersion: ${VERSION}\`.`
        : `no matches for kind "NetworkPolicy" in version ${JSON.stringify(version)}: write ${VERSION}.`;
    faults.push({ code: 'policy/api-version', severity: 'error', message, path: 'apiVersion' });
  }
  return faults;
}

/** Said of each: nothing of it is judged, and nothing of it would be written. */
function otherKindWords(kind: unknown): string {
  if (typeof kind === 'string' && /List$/.test(kind)) {
    return `A ${kind} is read once it is parted into one edit for each policy in it.`;
  }
  const named = typeof kind === 'string' ? `A ${kind}` : `Kind ${JSON.stringify(kind)}`;
  return `${named} is neither judged nor written here: only NetworkPolicy is. Take it out of this text.`;
}

function decodeFaults(json: unknown): readonly PolicyFault[] {
  return decodePolicy(json).map(({ kind, path, plain }) =>
    kind === 'unknown-field'
      ? { code: 'policy/unknown-field', severity: 'error', message: plain, path, key: true }
      : { code: 'policy/wrong-type', severity: 'error', message: plain, path },
  );
}

function refusals(json: unknown): readonly PolicyFault[] {
  return validatePolicy(json).map((cause) => ({
    code: causeCode(cause.reason),
    severity: 'error',
    message: `${cause.field}: ${cause.message}`,
    ...placeOf(cause, json),
  }));
}

/** The server would make up a name from generateName; an apply needs one. */
function nameFaults(json: unknown): readonly PolicyFault[] {
  const metadata = asFields(member(asFields(json), 'metadata'));
  if (asText(member(metadata, 'name')) || !asText(member(metadata, 'generateName'))) return [];
  const message = 'metadata.name: Required value: name is required to apply';
  return [{ code: 'policy/value-required', severity: 'error', message, path: 'metadata.name' }];
}

function warnings(json: unknown): readonly PolicyFault[] {
  return policyWarnings(json).map(({ field, message }) => ({
    code: 'policy/cidr',
    severity: 'warning',
    message,
    path: field,
  }));
}

/** The server names a whole map of labels; the text it quotes tells which entry is meant. */
function placeOf(cause: Cause, json: unknown): { path: string; key?: true } {
  const { field, message } = cause;
  if (!/(^metadata\.labels|\.matchLabels|^metadata\.annotations)$/.test(field)) return { path: field };
  let value: unknown = json;
  for (const part of field.split(/[.[\]]+/).filter(Boolean)) {
    value = Array.isArray(value) ? value[Number(part)] : member(asFields(value), part);
  }
  const quotes = (text: unknown) => message.startsWith(`Invalid value: ${JSON.stringify(text)}: `);
  const hit = Object.entries(asFields(value) ?? {}).find(([key, entry]) => quotes(key) || quotes(entry));
  if (!hit) return { path: field };
  const path = `${field}[${hit[0]}]`;
  return quotes(hit[0]) ? { path, key: true } : { path };
}
