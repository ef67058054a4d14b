/** A policy writer over a scripted API server, and writes to give it. */

import type { PolicyWrite } from '#stream';
import { connect } from '../connect/connection.ts';
import type { KubeTransport } from '../connect/kube-transport.ts';
import { systemClock } from '../time/clock.ts';
import { type ContentByVersion, contentByVersion } from '../write/content-by-version.ts';
import { policyWriter, type WriterOptions } from '../write/policy-writer.ts';
import type { WriterOfIdentity } from '../write/writer.ts';
import { FakeApiServer, type Json, type Seen } from './fake-api-server.ts';
import { policy, seedShop, writeKubeconfig } from './open-test-link.ts';

export const allowWeb = { podSelector: {}, ingress: [{ from: [{ podSelector: {} }], oddField: 1 }] };

export interface WriterBench {
  readonly server: FakeApiServer;
  readonly transport: KubeTransport;
  readonly contents: ContentByVersion;
  open(options?: Partial<WriterOptions>): WriterOfIdentity;
  baseOf(name: string): { uid: string; resourceVersion: string };
  change(name?: string, spec?: Json): PolicyWrite;
  /** The requests that were meant to change something. */
  writesSeen(): Seen[];
  close(): Promise<void>;
}

export async function writerBench(): Promise<WriterBench> {
  const server = await new FakeApiServer().start();
  seedShop(server);
  const { transport } = await connect({ kubeconfig: writeKubeconfig(server.kubeconfig()) });
  const contents = contentByVersion();
  const writers: WriterOfIdentity[] = [];
  const baseOf = (name: string) => {
    const { uid, resourceVersion } = server.get('networkpolicies', `shop/${name}`).metadata;
    return { uid, resourceVersion };
  };
  return {
    server,
    transport,
    contents,
    open(options = {}) {
      const writer = policyWriter({
        transport,
        clock: systemClock,
        random: () => 0,
        readOnly: false,
        clusterName: 'test',
        user: () => 'jane',
        clusterUid: () => server.get('namespaces', 'kube-system').metadata.uid,
        server: () => server.url,
        contentByVersion: contents,
        log: () => undefined,
        ...options,
      });
      writers.push(writer);
      return writer;
    },
    baseOf,
    change: (name = 'deny', spec = allowWeb) => ({
      action: 'put',
      id: `shop/${name}`,
      object: policy(name, spec),
      base: baseOf(name),
    }),
    writesSeen: () => server.seen.filter(({ method, query }) => method !== 'GET' && !query.has('dryRun')),
    async close() {
      for (const writer of writers) await writer.stop();
      await transport.close();
      await server.stop();
    },
  };
}

export function create(name = 'allow', spec: Json = allowWeb): PolicyWrite {
  return { action: 'put', id: `shop/${name}`, object: policy(name, spec), base: null };
}

export async function previewed(writer: WriterOfIdentity, ...writes: PolicyWrite[]): Promise<string> {
  const answer = await writer.preview({ writes });
  if (answer.previewId === undefined) throw new Error(JSON.stringify(answer));
  return answer.previewId;
}
