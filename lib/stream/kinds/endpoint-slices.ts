import { objectKey } from '#engine';
import { listedKind } from './watched-kind.ts';

/** Where the traffic of a service goes, as far as its controller has found out: with or without a selector. */
export interface EndpointSlice {
  readonly namespace: string;
  readonly name: string;
  /** In the same namespace; absent where it belongs to none. */
  readonly service?: string;
  readonly addressType: string;
  /** Ready or not: that comes and goes, and says nothing of who may connect. */
  readonly endpoints: readonly Endpoint[];
  readonly ports: readonly EndpointPort[];
}

export interface Endpoint {
  /** All of them the same endpoint. A host name where the slice's addresses are of type FQDN. */
  readonly addresses: readonly string[];
  /** The pod at these addresses, in the namespace of the slice; absent where it is something else. */
  readonly pod?: string;
}

export interface EndpointPort {
  readonly name?: string;
  readonly protocol: string;
  /** Absent where every port is meant. */
  readonly port?: number;
}

export const endpointSlices = listedKind<EndpointSlice>()({
  kind: 'endpointslices',
  resource: {
    group: 'discovery.k8s.io',
    version: 'v1',
    plural: 'endpointslices',
    object: 'EndpointSlice',
    namespaced: true,
  },
  words: 'endpoint slices',
  neededFor: 'details',
  keyOf: ({ namespace, name }) => objectKey({ namespace, name }),
  packing: { from: 50, pack: packSlices, unpack: (packed) => unpackSlices(packed as readonly PackedSlice[]) },
});

/** Endpoints in columns: a cluster of many pods has nearly as many endpoints, each of them one address and one name. */
interface PackedSlice extends Omit<EndpointSlice, 'endpoints'> {
  readonly addresses: readonly (string | readonly string[])[];
  readonly pods: readonly (string | null)[];
}

function packSlices(slices: readonly EndpointSlice[]): readonly PackedSlice[] {
  return slices.map(({ endpoints, ...rest }) => ({
    ...rest,
    addresses: endpoints.map(({ addresses }) => (addresses.length === 1 ? (addresses[0] ?? '') : addresses)),
    pods: endpoints.map(({ pod }) => pod ?? null),
  }));
}

function unpackSlices(packed: readonly PackedSlice[]): readonly EndpointSlice[] {
  return packed.map(({ addresses, pods, ...rest }) => ({
    ...rest,
    endpoints: addresses.map((one, at): Endpoint => {
      const pod = pods[at] ?? undefined;
      return { addresses: typeof one === 'string' ? [one] : one, ...(pod === undefined ? {} : { pod }) };
    }),
  }));
}
