import type { Labels } from '#engine';
import { listedKind } from './watched-kind.ts';

/** A cluster machine (a Kubernetes Node). */
export interface Host {
  readonly name: string;
  readonly uid: string;
  readonly ips: readonly string[];
  readonly ready: boolean;
  readonly labels: Labels;
}

export const hosts = listedKind<Host>()({
  kind: 'nodes',
  resource: { group: '', version: 'v1', plural: 'nodes', object: 'Node', namespaced: false },
  words: 'nodes',
  neededFor: 'map',
  keyOf: ({ name }) => name,
});
