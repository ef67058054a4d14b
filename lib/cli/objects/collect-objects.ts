/** Everything read, without what a server would refuse and without a second object of one name. */

import type { Problem } from '../problem.ts';
import type { ReadDocument } from '../read/document.ts';
import { checkObject } from './check-object.ts';
import { type ManifestObject, type OpenedObjects, openObjects } from './manifest-object.ts';

export function collectObjects(documents: readonly ReadDocument[]): OpenedObjects {
  const opened = openObjects(documents);
  const problems: Problem[] = [...opened.problems];
  const first = new Map<string, ManifestObject>();
  const objects = opened.objects.filter((object) => {
    if (!object.isRead) return true;
    const found = checkObject(object);
    problems.push(...found);
    if (found.some(({ severity }) => severity === 'error')) return false;
    const { kind, namespace, name, file, lineOf } = object;
    const id = `${kind} ${namespace}${namespace && '/'}${name}`;
    const before = first.get(id);
    if (!before) {
      first.set(id, object);
      return true;
    }
    const place = `${before.file}:${before.lineOf('metadata.name')}`;
    const message = `${id} is there twice: the first is at ${place}, this one is not read`;
    problems.push({ severity: 'error', file, line: lineOf('metadata.name'), message });
    return false;
  });
  return { objects, problems };
}
