/** A policy writer over a scripted API server, and writes to give it. */

import type { PolicyWrite } from '#stream';
import { type ClusterConnection, connect } from '../connect/connection.ts';
import { systemClock } from '../time/clock.ts';
import { type ContentByVersion, contentByVersion } from '../write/policy/content-by-version.ts';
import { policyWriter } from '../write/policy-writer.ts';
import type { WriterOfIdentity } from '../write/writer.ts';
import type { WriterOptions } from '../write/writer-context.ts';
import { FakeApiServer, type Json, type Seen } from './fake-api-server.ts';
import { policy, seedShop, writeKubeconfig } from './open-test-link.ts';

export const allowWeb = { podSelector: {}, ingress: [{ from: [{ podSelector: {} }], oddField: 1 }] };

export interface WriterBench {
  readonly server: FakeApiServer;
  readonly connection: ClusterConnection;
  /** Path of the file that the connection reads. */
  readonly kubeconfig: string;
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
  const kubeconfig = writeKubeconfig(server.kubeconfig());
  const connection = await connect({ kubeconfig });
  const { transport } = connection;
  const contents = contentByVersion();
  const writers: WriterOfIdentity[] = [];
  const baseOf = (name: string) => {
    const { uid, resourceVersion } = server.get('networkpolicies', `shop/${name}`).metadata;
    return { uid, resourceVersion };
  };
  return {
    server,
    connection,
    kubeconfig,
    contents,
    open(options = {}) {
      const writer = policyWriter({
        connection,
        clock: systemClock,
        random: () => 0,
        readOnly: false,
        clusterName: 'test',
        clusterUid: () => server.get('namespaces', 'kube-system').metadata.uid,
        changed: () => undefined,
        contentByVersion: contents,
        known: () => undefined,
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
    writesSeen: () =>
      server.seen.filter(
        ({ method, path, query }) => path.includes('/networkpolicies') && method !== 'GET' && !query.has('dryRun'),
      ),
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
