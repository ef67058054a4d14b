/** For tests: a demo cluster in a folder of its own, and the ways to ask it. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DemoCluster, DemoOptions } from '../demo-cluster.ts';
import type { JsonObject } from '../kube-object.ts';
import { startDemo } from '../start-demo.ts';
import { ask, type ClientAnswer } from './kube-client.ts';

export interface TestCluster {
  readonly cluster: DemoCluster;
  readonly folder: string;
  /** As the admin unless a token is given; the body as JSON. */
  send(method: string, path: string, options?: SendOptions): Promise<TestAnswer>;
  stop(): Promise<void>;
}

export interface SendOptions {
  readonly body?: unknown;
  readonly type?: string;
  readonly accept?: string;
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface TestAnswer extends ClientAnswer {
  /** An empty object when the answer is no JSON object. */
  readonly json: JsonObject;
}

export async function startTestCluster(options: Partial<DemoOptions> = {}): Promise<TestCluster> {
  const folder = mkdtempSync(join(tmpdir(), 'netpol-demo-'));
  const cluster = await startDemo({ seed: 'eks-workshop', kubeconfigPath: join(folder, 'kube', 'config'), ...options });
  return {
    cluster,
    folder,
    send: async (method, path, { body, type = 'application/json', accept, token, headers } = {}) => {
      const answer = await ask(cluster, {
        method,
        path,
        token: token ?? cluster.token,
        headers: {
          ...(body === undefined ? {} : { 'content-type': type }),
          ...(accept === undefined ? {} : { accept }),
          ...headers,
        },
        body: body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body),
      });
      const json = answer.text.startsWith('{') && !answer.text.includes('}\n{') ? JSON.parse(answer.text) : {};
      return { ...answer, json };
    },
    stop: async () => {
      await cluster.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
