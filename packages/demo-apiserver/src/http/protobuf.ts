/** The few protobuf bodies kubectl sends although it was offered JSON: decoded by hand, answered in JSON. */

import type { JsonObject } from '../kube-object.ts';
import { Refusal } from '../status.ts';

/** Field number to its values: numbers for varints, bytes for the rest. */
type Fields = ReadonlyMap<number, readonly (number | Buffer)[]>;

const MAGIC = Buffer.from('6b387300', 'hex');

/** `k8s\0`, then runtime.Unknown {1: {1: apiVersion, 2: kind}, 2: the object}. */
export function decodeProtobuf(bytes: Buffer): JsonObject {
  if (!bytes.subarray(0, 4).equals(MAGIC)) throw unsupported('a body without the envelope of Kubernetes');
  const envelope = readFields(bytes.subarray(4));
  const type = message(envelope, 1);
  const apiVersion = text(type, 1);
  const kind = text(type, 2);
  const raw = message(envelope, 2);
  const decoder = DECODERS[kind];
  if (decoder === undefined) throw unsupported(`${apiVersion} ${kind}`);
  return { apiVersion, kind, ...decoder(raw) };
}

function unsupported(what: string): Refusal {
  return new Refusal(
    415,
    'UnsupportedMediaType',
    `the demo cluster does not read ${what} as protobuf; send application/json or application/yaml`,
  );
}

const DECODERS: Readonly<Record<string, (raw: Fields) => JsonObject>> = {
  Namespace: (raw) => ({ metadata: objectMeta(message(raw, 1)) }),
  ServiceAccount: (raw) => ({ metadata: objectMeta(message(raw, 1)) }),
  ConfigMap: (raw) => ({ metadata: objectMeta(message(raw, 1)), data: textMap(raw, 2) }),
  SelfSubjectReview: () => ({}),
  SelfSubjectAccessReview: (raw) => {
    const spec = message(raw, 2);
    return { spec: { ...resourceAttributes(spec), ...nonResourceAttributes(spec) } };
  },
  SelfSubjectRulesReview: (raw) => ({ spec: { namespace: text(message(raw, 2), 1) } }),
  DeleteOptions: (raw) => deleteOptions(raw),
};

function objectMeta(fields: Fields): JsonObject {
  return present({
    name: text(fields, 1),
    generateName: text(fields, 2),
    namespace: text(fields, 3),
    labels: textMap(fields, 11),
    annotations: textMap(fields, 12),
  });
}

function resourceAttributes(spec: Fields): JsonObject {
  if (!spec.has(1)) return {};
  const fields = message(spec, 1);
  const names = ['namespace', 'verb', 'group', 'version', 'resource', 'subresource', 'name'];
  return {
    resourceAttributes: present(Object.fromEntries(names.map((name, index) => [name, text(fields, index + 1)]))),
  };
}

function nonResourceAttributes(spec: Fields): JsonObject {
  if (!spec.has(2)) return {};
  const fields = message(spec, 2);
  return { nonResourceAttributes: present({ path: text(fields, 1), verb: text(fields, 2) }) };
}

function deleteOptions(raw: Fields): JsonObject {
  const grace = raw.get(1)?.at(-1);
  const preconditions = message(raw, 2);
  return present({
    gracePeriodSeconds: typeof grace === 'number' ? grace : undefined,
    preconditions: raw.has(2)
      ? present({ uid: text(preconditions, 1), resourceVersion: text(preconditions, 2) })
      : undefined,
    propagationPolicy: text(raw, 4),
    dryRun: raw.has(5) ? (raw.get(5) ?? []).map(String) : undefined,
  });
}

/** Without what proto cannot tell from absent. */
function present(fields: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined && value !== '' && !isEmptyMap(value)),
  );
}

function isEmptyMap(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

function message(fields: Fields, number: number): Fields {
  const value = fields.get(number)?.at(-1);
  return value instanceof Buffer ? readFields(value) : new Map();
}

function text(fields: Fields, number: number): string {
  const value = fields.get(number)?.at(-1);
  return value instanceof Buffer ? value.toString('utf8') : '';
}

function textMap(fields: Fields, number: number): JsonObject {
  const entries = (fields.get(number) ?? []).map((entry) => {
    const pair = entry instanceof Buffer ? readFields(entry) : new Map();
    return [text(pair, 1), text(pair, 2)] as const;
  });
  return Object.fromEntries(entries);
}

function readFields(bytes: Buffer): Fields {
  const fields = new Map<number, (number | Buffer)[]>();
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      const byte = bytes[at];
      if (byte === undefined) break;
      at += 1;
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
    throw unsupported('a truncated message');
  };
  const slice = (length: number): Buffer => {
    if (at + length > bytes.length) throw unsupported('a truncated message');
    at += length;
    return bytes.subarray(at - length, at);
  };
  while (at < bytes.length) {
    const tag = varint();
    const wire = tag & 7;
    const value =
      wire === 0 ? varint() : wire === 2 ? slice(varint()) : wire === 1 ? slice(8) : wire === 5 ? slice(4) : undefined;
    if (value === undefined) throw unsupported('a message of an unknown form');
    const number = Math.floor(tag / 8);
    fields.set(number, [...(fields.get(number) ?? []), value]);
  }
  return fields;
}
