/** Everything read, without what a server would refuse; of objects with one name the last, as it would be applied. */

import type { InputProblem } from '../problem.ts';
import type { ReadDocument } from '../read/document.ts';
import type { PassedOver } from '../read/passed-over.ts';
import { checkObject } from './check-object.ts';
import { type ManifestObject, type OpenedObjects, openObjects } from './manifest-object.ts';

export function collectObjects(documents: readonly ReadDocument[]): OpenedObjects {
  const opened = openObjects(documents);
  const problems: InputProblem[] = [...opened.problems];
  const passedOver: PassedOver[] = [...opened.passedOver];
  const last = new Map<string, ManifestObject>();
  const objects = new Set<ManifestObject>();
  for (const object of opened.objects) {
    if (object.isRead) {
      const found = checkObject(object);
      for (const problem of found) problems.push(problem);
      if (found.some(({ severity }) => severity === 'error')) continue;
      const id = idOf(object);
      const before = last.get(id);
      if (before) {
        objects.delete(before);
        passedOver.push(twice(id, object, before));
      }
      last.set(id, object);
    }
    objects.add(object);
  }
  return { objects: [...objects], problems, passedOver };
}

function idOf({ kind, namespace, name }: ManifestObject): string {
  return `${kind} ${namespace}${namespace && '/'}${name}`;
}

function twice(id: string, { kind, file, lineOf }: ManifestObject, before: ManifestObject): PassedOver {
  const place = `${before.file}:${before.lineOf('metadata.name')}`;
  const line = lineOf('metadata.name');
  // Every part of a split input brings its namespaces along: once is enough to be told so.
  if (kind === 'Namespace') return { file, line, because: 'a Namespace is there several times: the last counts' };
  return {
    file,
    line,
    because: `${id} is there twice: this one counts, as the later one applied; the other is at ${place}`,
  };
}
