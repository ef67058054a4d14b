import type { Namespace } from '#engine';
import { listedKind } from './watched-kind.ts';

export const namespaces = listedKind<Namespace>()({
  kind: 'namespaces',
  resource: { group: '', version: 'v1', plural: 'namespaces', object: 'Namespace', namespaced: false },
  words: 'namespaces',
  neededFor: 'verdicts',
  keyOf: ({ name }) => name,
});
