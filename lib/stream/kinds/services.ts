import { type Labels, objectKey } from '#engine';
import { listedKind } from './watched-kind.ts';

export interface Service {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  readonly type: string;
  readonly clusterIps: readonly string[];
  readonly selector?: Labels;
  readonly ports: readonly ServicePort[];
}

export interface ServicePort {
  readonly name?: string;
  readonly protocol: string;
  readonly port: number;
  readonly targetPort: number | string;
}

export const services = listedKind<Service>()({
  kind: 'services',
  resource: { group: '', version: 'v1', plural: 'services', object: 'Service', namespaced: true },
  words: 'services',
  neededFor: 'map',
  keyOf: ({ namespace, name }) => objectKey({ namespace, name }),
});
