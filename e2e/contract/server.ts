/**
 * The API server that the contract is tried on: a real one where `CONTRACT_KUBECONFIG` names its administrator's
 * kubeconfig, otherwise the embedded one. Tests know neither; what they need done behind the API is here.
 */

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request as httpsRequest, type RequestOptions } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { startDemo } from '#demo';

/** What `JSON.parse` gives: answers have every shape there is. */
export type Json = ReturnType<typeof JSON.parse>;

export interface Ask {
  readonly body?: unknown;
  /** Media type of the body. */
  readonly type?: string;
  readonly accept?: string;
  /** Asked on behalf of this user; otherwise as the administrator. */
  readonly as?: string;
  readonly groups?: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number;
  readonly json: Json;
  readonly text: string;
  readonly type: string;
  readonly warnings: readonly string[];
}

export interface ContractServer {
  readonly isReal: boolean;
  readonly kubeconfig: string;
  readonly ask: (method: string, path: string, options?: Ask) => Promise<Answer>;
  /** Makes the server forget every version before now. */
  readonly compact: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** What a connection is made of. */
interface Way {
  readonly url: string;
  readonly tls: RequestOptions;
  readonly token?: string;
}

export const isReal = process.env.CONTRACT_KUBECONFIG !== undefined;

export async function openServer(): Promise<ContractServer> {
  const kubeconfig = process.env.CONTRACT_KUBECONFIG;
  return kubeconfig === undefined ? openEmbedded() : openReal(kubeconfig);
}

async function openEmbedded(): Promise<ContractServer> {
  const folder = mkdtempSync(join(tmpdir(), 'netpol-contract-'));
  const demo = await startDemo({ seed: 'eks-workshop', kubeconfigPath: join(folder, 'config') });
  const way: Way = { url: demo.url, token: demo.token, tls: { ca: demo.authority, servername: 'localhost' } };
  return {
    isReal: false,
    kubeconfig: demo.kubeconfigPath,
    ask: (method, path, options) => ask(way, method, path, options),
    compact: async () => demo.store.compact(),
    stop: async () => {
      await demo.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function openReal(kubeconfig: string): ContractServer {
  // Written by our own control plane: JSON, one of everything.
  const { clusters, users } = JSON.parse(readFileSync(kubeconfig, 'utf8'));
  const pem = (text: string) => Buffer.from(text, 'base64');
  const tls = {
    ca: pem(clusters[0].cluster['certificate-authority-data']),
    cert: pem(users[0].user['client-certificate-data']),
    key: pem(users[0].user['client-key-data']),
    servername: 'localhost',
  };
  const way: Way = { url: clusters[0].cluster.server, tls };
  const send: ContractServer['ask'] = (method, path, options) => ask(way, method, path, options);
  return { isReal: true, kubeconfig, ask: send, compact: () => compactEtcd(send), stop: async () => undefined };
}

/** Tells etcd to forget what is not current. */
async function compactEtcd(send: ContractServer['ask']): Promise<void> {
  const { json } = await send('GET', '/api/v1/namespaces?limit=1');
  const revision = json.metadata.resourceVersion;
  const options = { method: 'POST', body: JSON.stringify({ revision, physical: true }) };
  const answer = await fetch(`${process.env.CONTRACT_ETCD}/v3/kv/compaction`, options);
  const said = await answer.text();
  if (!answer.ok && !said.includes('has been compacted')) throw new Error(`etcd: ${said}`);
}

function ask(way: Way, method: string, path: string, options: Ask = {}): Promise<Answer> {
  const { body, type = 'application/json', accept = 'application/json', as, groups = [] } = options;
  const text = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body);
  const headers: Record<string, string | string[]> = {
    'user-agent': 'contract/1',
    accept,
    ...(way.token === undefined ? {} : { authorization: `Bearer ${way.token}` }),
    ...(text === undefined ? {} : { 'content-type': type, 'content-length': String(Buffer.byteLength(text)) }),
    ...(as === undefined ? {} : { 'impersonate-user': as }),
    ...(groups.length === 0 ? {} : { 'impersonate-group': [...groups] }),
    ...options.headers,
  };
  return new Promise((resolve, reject) => {
    const sent = httpsRequest(new URL(path, way.url), { ...way.tls, method, headers, agent: false }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () => {
        const bytes = Buffer.concat(chunks);
        const heard = (answer.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes).toString('utf8');
        resolve({
          status: answer.statusCode ?? 0,
          text: heard,
          json: parse(heard),
          type: answer.headers['content-type'] ?? '',
          warnings: (answer.headersDistinct.warning ?? []).map((line) => line.replace(/^299 - "(.*)"$/, '$1')),
        });
      });
    });
    sent.on('error', reject);
    sent.end(text);
  });
}

/** Undefined for what is no JSON document: plain text, or the lines of a watch. */
function parse(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The events of a watch that ended. */
export function eventsOf({ text }: Answer): { type: string; object: Json }[] {
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line));
}

/** Why an answer is a no, in a few lines that are the same on every server: names made up for the test are left out. */
export function refusalOf({ status, json, text }: Answer): string {
  if (json?.kind !== 'Status') return `${status} ${plain(text.trim())}`;
  const causes = json.details?.causes?.map((cause: Json) => `  ${cause.reason} ${cause.field}: ${cause.message}`) ?? [];
  return plain([`${status} ${json.reason ?? '(no reason)'}: ${json.message}`, ...causes].join('\n'));
}

function plain(text: string): string {
  return (
    text
      // What was patched, in full.
      .replace(/Invalid value: "\{.*?\}": /g, 'Invalid value: OBJECT: ')
      .replace(/contract-[a-z0-9]+-\d+-[a-z0-9]+/g, 'NAMESPACE')
      .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'UID')
      .replace(/\((\d+)\)/g, '(N)')
      .replace(/\d{4}-\d\d-\d\dT[\d:]+Z/g, 'TIME')
  );
}

/** Asks until it is so. */
export async function until<T>(question: () => Promise<T>, isSo: (answer: T) => boolean, ms = 20_000): Promise<T> {
  for (const end = Date.now() + ms; ; await sleep(100)) {
    const answer = await question();
    if (isSo(answer)) return answer;
    if (Date.now() > end) throw new Error(`It never came to be so; in the end: ${JSON.stringify(answer)}`);
  }
}

let names = 0;

/** A namespace of its own for a group of tests: a real server is shared by all of them. */
export async function freshNamespace(server: ContractServer): Promise<string> {
  const name = `contract-${process.pid}-${++names}-${Date.now().toString(36)}`;
  await server.ask('POST', '/api/v1/namespaces', { body: { metadata: { name } } });
  const account = `/api/v1/namespaces/${name}/serviceaccounts/default`;
  await until(
    () => server.ask('GET', account),
    ({ status }) => status === 200,
  );
  return name;
}

export const policiesIn = (namespace: string) => `/apis/networking.k8s.io/v1/namespaces/${namespace}/networkpolicies`;

export function policy(
  name: string,
  spec: Json = { podSelector: {}, policyTypes: ['Ingress'] },
  more: Json = {},
): Json {
  return { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name, ...more }, spec };
}

export const APPLY = 'application/apply-patch+yaml';
export const MERGE = 'application/merge-patch+json';
export const STRATEGIC = 'application/strategic-merge-patch+json';
export const JSON_PATCH = 'application/json-patch+json';
