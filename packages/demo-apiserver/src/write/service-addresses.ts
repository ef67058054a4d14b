/** Cluster addresses for services, from 172.20.0.0/16 as EKS has it, and node ports. */

import { served } from '../kinds.ts';
import { isObject, type JsonObject, type KubeObject, listAt, numberAt, objectAt, textAt } from '../kube-object.ts';
import type { Store } from '../store/store.ts';
import type { Admit } from './writer.ts';

const services = served('services');
const FIRST_NODE_PORT = 30_000;
const LAST_NODE_PORT = 32_767;
const STEP = 6_151;

export function createServiceAddresses(store: Store): Admit {
  const used = new Set<string>();
  const ports = new Set<number>();
  let next = 0;
  store.subscribe((event) => {
    if (event.kind !== services) return;
    const address = textAt(event.object, 'spec', 'clusterIP') ?? '';
    const nodePorts = listAt(event.object, 'spec', 'ports').map((port) => numberAt(port, 'nodePort') ?? 0);
    if (event.type === 'DELETED') {
      used.delete(address);
      for (const port of nodePorts) ports.delete(port);
    } else {
      used.add(address);
      for (const port of nodePorts) ports.add(port);
    }
  });
  const freeAddress = (): string => {
    for (;;) {
      next += 1;
      // Spread over the range, as the real allocator's random pick is; the first 16 stay for well-known services.
      const offset = 16 + ((next * STEP) % 65_000);
      const address = `172.20.${Math.floor(offset / 256)}.${offset % 256}`;
      if (!used.has(address) || next > 65_000) return address;
    }
  };
  const freePort = (): number => {
    for (let port = FIRST_NODE_PORT + 80; port <= LAST_NODE_PORT; port += 1) {
      if (ports.has(port)) continue;
      ports.add(port);
      return port;
    }
    return 0;
  };
  return (kind, object, previous) =>
    kind === services ? withAddresses(object, previous, freeAddress, freePort) : object;
}

function withAddresses(
  object: KubeObject,
  previous: KubeObject | undefined,
  freeAddress: () => string,
  freePort: () => number,
): KubeObject {
  const spec = objectAt(object, 'spec');
  if (spec.type === 'ExternalName') return object;
  const given = textAt(spec, 'clusterIP') ?? '';
  const before = textAt(previous, 'spec', 'clusterIP');
  const clusterIP = given !== '' ? given : (before ?? freeAddress());
  const hasNodePorts = spec.type === 'NodePort' || spec.type === 'LoadBalancer';
  const ports = listAt(spec, 'ports').map((port) => {
    if (!hasNodePorts || !isObject(port) || port.nodePort !== undefined) return port;
    return { ...port, nodePort: nodePortOf(previous, port) ?? freePort() };
  });
  return { ...object, spec: { ...spec, clusterIP, clusterIPs: [clusterIP], ports } };
}

function nodePortOf(previous: KubeObject | undefined, port: JsonObject): number | undefined {
  const before = listAt(previous, 'spec', 'ports').find((one) => numberAt(one, 'port') === port.port);
  return numberAt(before, 'nodePort');
}
