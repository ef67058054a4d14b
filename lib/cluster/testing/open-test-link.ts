/** A link to a scripted API server, and ways of waiting for what it announces. */

import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ClusterSnapshot, KindState, StateKind, StreamMessage } from '#stream';
import { applyMessage, KINDS } from '#stream';
import { connect } from '../connect/connection.ts';
import type { Identity } from '../identity/identity.ts';
import { openLink } from '../link.ts';
import type { LinkOptions } from '../link-options.ts';
import { systemClock } from '../time/clock.ts';
import type { FakeApiServer, Json } from './fake-api-server.ts';
import { type LinkOfIdentity, linkOfIdentity } from './link-of-identity.ts';

export interface TestLink {
  readonly link: LinkOfIdentity;
  readonly messages: StreamMessage[];
  readonly log: string[];
  /** What a reader that took every message would hold. */
  held(): ClusterSnapshot | undefined;
  /** Waits until this holds, or fails with what was known last. */
  until(holds: () => boolean, what: string, ms?: number): Promise<void>;
}

/** Of the link, and of the one identity that asks of it. */
export type TestLinkOptions = Partial<Omit<LinkOptions, 'reader'>> & Partial<Pick<Identity, 'readOnly' | 'connection'>>;

export function writeKubeconfig(source: string): string {
  const path = join(mkdtempSync(join(tmpdir(), 'netpol-')), 'config');
  writeFileSync(path, source, { mode: 0o600 });
  return path;
}

/** On a busy machine of two cores what takes a tenth of a second may take several. */
const HANGS_AFTER_MS = 20_000;

export async function openTestLink(server: FakeApiServer, options: TestLinkOptions = {}): Promise<TestLink> {
  const { readOnly = false, connection = await connect({ kubeconfig: writeKubeconfig(server.kubeconfig()) }) } =
    options;
  const identity: Identity = { id: 'reader', connection, readOnly };
  const log: string[] = [];
  const opened = openLink({
    reader: identity,
    mode: 'laptop',
    clock: systemClock,
    random: () => 0.5,
    onLog: (line) => log.push(`${line.event}: ${line.message}`),
    ...options,
  });
  const link = linkOfIdentity(opened, identity);
  const messages: StreamMessage[] = [];
  let held: ClusterSnapshot | undefined;
  link.subscribe((message) => {
    messages.push(message);
    const applied = applyMessage(held, message);
    if (applied.gap) throw new Error('a gap in the stream');
    held = applied.snapshot;
  });
  const until = async (holds: () => boolean, what: string, ms = HANGS_AFTER_MS) => {
    const end = performance.now() + ms;
    while (!holds()) {
      if (performance.now() > end) {
        throw new Error(`never: ${what}\n${JSON.stringify(link.current().health, null, 1)}\n${log.join('\n')}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  };
  return { link, messages, log, held: () => held, until };
}

/** A small shop: one workload of a Deployment, its namespace, a machine, a service and a policy. */
export function seedShop(server: FakeApiServer): void {
  server.put('namespaces', { metadata: { name: 'kube-system', uid: 'cluster-1' } });
  server.put('namespaces', { metadata: { name: 'shop', labels: { team: 'a' } } });
  server.put('nodes', {
    metadata: { name: 'host-1', labels: { 'topology.kubernetes.io/region': 'us-west-2' } },
    status: {
      addresses: [{ type: 'InternalIP', address: '10.0.0.1' }],
      conditions: [{ type: 'Ready', status: 'True' }],
    },
  });
  server.put('replicasets', { metadata: ownedBy('web-1', 'Deployment', 'web', 'uid-rs') });
  server.put('pods', pod('web-1-a', 'ReplicaSet', 'web-1', 'uid-rs'));
  server.put('services', {
    metadata: { name: 'web', namespace: 'shop' },
    spec: { clusterIPs: ['172.20.0.5'], selector: { app: 'web' }, ports: [{ port: 80, targetPort: 'http' }] },
  });
  server.put('networkpolicies', policy('deny'));
}

export function pod(name: string, ownerKind = 'ReplicaSet', owner = 'web-1', ownerUid = 'uid-rs'): Json {
  return {
    metadata: {
      name,
      namespace: 'shop',
      labels: { app: 'web' },
      ownerReferences: [{ kind: ownerKind, name: owner, uid: ownerUid, controller: true }],
    },
    spec: {
      nodeName: 'host-1',
      containers: [
        { name: 'web', ports: [{ name: 'http', containerPort: 8080 }], env: [{ name: 'PASSWORD', value: 'hunter2' }] },
      ],
    },
    status: {
      phase: 'Running',
      podIP: '10.42.0.7',
      podIPs: [{ ip: '10.42.0.7' }],
      hostIP: '10.0.0.1',
      conditions: [{ type: 'Ready', status: 'True' }],
    },
  };
}

function ownedBy(name: string, kind: string, owner: string, uid: string): Json {
  return {
    name,
    namespace: 'shop',
    uid,
    ownerReferences: [{ kind, name: owner, uid: `uid-${owner}`, controller: true }],
  };
}

export function policy(name: string, spec: Json = { podSelector: {}, policyTypes: ['Ingress'] }): Json {
  return { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name, namespace: 'shop' }, spec };
}

/** A link to which everything has come. */
export async function openLiveLink(server: FakeApiServer, options: TestLinkOptions = {}): Promise<TestLink> {
  const test = await openTestLink(server, options);
  const allLive = () => KINDS.every((kind) => stateOf(test, kind) === 'live');
  await test.until(allLive, 'all live');
  await test.until(
    () => test.held()?.services.length === 1 && test.held()?.cluster.version !== undefined,
    'a whole snapshot',
  );
  await test.until(() => test.link.current().session.user === 'jane', 'known by name');
  return test;
}

export function stateOf({ link }: TestLink, kind: StateKind = 'pods'): KindState {
  return link.current().health.kinds[kind].state;
}

export function podNames({ held }: TestLink): string[] | undefined {
  return held()?.pods.map(({ name }) => name);
}

export function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
