import type { Namespace } from '#engine';
import { watchedKind } from '#stream';
import type { Fields } from '../../connect/json-fields.ts';
import { text } from '../../connect/json-fields.ts';
import { labelsOf } from '../../connect/object-fields.ts';
import { frozen } from './frozen.ts';
import { resourceOf } from './resource.ts';

export const namespaces = resourceOf<Namespace>(watchedKind('namespaces'), {
  project: projectNamespace,
  standIn: (name) => projectNamespace({}, { name }),
});

export function projectNamespace(_: Fields, metadata: Fields): Namespace {
  const name = text(metadata.name) ?? '';
  return frozen({ name, labels: { ...labelsOf(metadata.labels), 'kubernetes.io/metadata.name': name } });
}
