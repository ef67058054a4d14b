/** Takes out of an answer what differs between any two servers: ids, versions, times, made-up names. */

import { isObject, type JsonObject } from '../kube-object.ts';

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
const UID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

export function normalise(value: unknown, field = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => normalise(item));
  if (isObject(value)) {
    const entries = Object.entries(value).map(([key, item]) => [key, normalise(item, key)] as const);
    return Object.fromEntries(entries) as JsonObject;
  }
  if (typeof value !== 'string') return value;
  if (field === 'resourceVersion') return 'version';
  if (field === 'continue') return 'token';
  if (TIME.test(value)) return 'time';
  return value
    .replace(UID, 'uid')
    .replace(/^p-[a-z0-9]{5}$/, 'p-suffix')
    .replace(/ResourceVersion in (the precondition|record) \(\d+\)/g, 'ResourceVersion in $1 (version)');
}
