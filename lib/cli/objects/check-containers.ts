/** What a server would refuse of the containers of a pod; verdicts do not rest on them, and the pod is judged all the same. */

import type { PortFault } from './check-ports.ts';
import { fieldsAt, textAt, valueAt } from './fields.ts';
import type { ManifestObject } from './manifest-object.ts';
import { templateOf } from './templates.ts';

export function checkContainers({ kind, fields }: ManifestObject): readonly PortFault[] {
  const found = kind === 'Pod' ? { template: fields, path: '' } : templateOf(kind, fields);
  if (!found) return [];
  const field = [found.path, 'spec.containers'].filter(Boolean).join('.');
  const containers = valueAt(fieldsAt(found.template, 'spec'), 'containers');
  if (!Array.isArray(containers) || containers.length === 0) return [{ field, message: 'Required value' }];
  return containers.flatMap((container, at) =>
    textAt(container, 'name') === undefined ? [{ field: `${field}[${at}].name`, message: 'Required value' }] : [],
  );
}
