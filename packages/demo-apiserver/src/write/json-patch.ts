/** JSON patch (RFC 6902). */

import { isObject, type JsonObject, sameJson, textAt } from '../kube-object.ts';
import { badRequest, Refusal } from '../status.ts';

/** The patched value; refusals carry the status of the real server (422 without causes). */
export function jsonPatch(target: unknown, patch: unknown): unknown {
  if (!Array.isArray(patch)) throw badRequest('json: cannot unmarshal object into Go value of type jsonpatch.Patch');
  // 10000 is the limit of the real server.
  if (patch.length > 10_000) {
    throw new Refusal(413, 'RequestEntityTooLarge', 'The allowed maximum operations in a JSON patch is 10000');
  }
  let value = structuredClone(target);
  for (const operation of patch) value = apply(value, operation);
  return value;
}

function apply(value: unknown, operation: unknown): unknown {
  const op = textAt(operation, 'op');
  const path = pointer(textAt(operation, 'path'));
  const given = isObject(operation) ? operation.value : undefined;
  // The real server looks at a whole document, and replaces none.
  if (path.length === 0 && op !== 'test') throw failed();
  switch (op) {
    case 'add':
      return set(value, path, structuredClone(given), 'insert');
    case 'replace':
      // As the real server's: of a list the item must be there, of an object the field need not.
      if (Array.isArray(read(value, path.slice(0, -1)))) read(value, path);
      return set(value, path, structuredClone(given), 'replace');
    case 'remove':
      return remove(value, path);
    case 'test':
      if (!sameJson(read(value, path, true) ?? null, given ?? null)) throw failed();
      return value;
    case 'copy':
      // Of a field that is not there it copies null.
      return set(value, path, structuredClone(read(value, pointer(textAt(operation, 'from')), true) ?? null), 'insert');
    case 'move': {
      const from = pointer(textAt(operation, 'from'));
      const moved = read(value, from);
      return set(remove(value, from), path, moved, 'insert');
    }
    default:
      throw failed();
  }
}

function failed(): Refusal {
  return new Refusal(422, 'Invalid', 'the server rejected our request due to an error in our request', {});
}

function pointer(text: string | undefined): readonly string[] {
  if (text === undefined || (text !== '' && !text.startsWith('/'))) throw failed();
  return text
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function read(value: unknown, path: readonly string[], lenient = false): unknown {
  let current = value;
  for (const step of path) {
    if (Array.isArray(current)) current = current[indexOf(step, current.length)];
    else if (isObject(current) && Object.hasOwn(current, step)) current = current[step];
    else if (lenient) return undefined;
    else throw failed();
  }
  return current;
}

function set(value: unknown, path: readonly string[], given: unknown, mode: 'insert' | 'replace'): unknown {
  const last = path.at(-1);
  if (last === undefined) return given;
  const holder = read(value, path.slice(0, -1));
  if (Array.isArray(holder)) {
    if (mode === 'replace') holder[indexOf(last, holder.length)] = given;
    else holder.splice(last === '-' ? holder.length : indexOf(last, holder.length + 1), 0, given);
  } else if (isObject(holder)) (holder as JsonObject)[last] = given;
  else throw failed();
  return value;
}

function remove(value: unknown, path: readonly string[]): unknown {
  const last = path.at(-1);
  const holder = read(value, path.slice(0, -1));
  if (last === undefined) throw failed();
  if (Array.isArray(holder)) holder.splice(indexOf(last, holder.length), 1);
  else if (isObject(holder) && Object.hasOwn(holder, last)) delete holder[last];
  else throw failed();
  return value;
}

function indexOf(step: string, length: number): number {
  const index = /^(0|[1-9]\d*)$/.test(step) ? Number(step) : -1;
  if (index < 0 || index >= length) throw failed();
  return index;
}
