/** What the cluster says about itself and about us: version, who we are, where we may write policies. */

import type { Clock } from './clock.ts';
import type { KubeTransport } from './kube-transport.ts';
import { text } from './kubeconfig-file.ts';
import { type Listable, listableIn } from './listable-namespaces.ts';
import { fieldsOf } from './object-fields.ts';
import { pause } from './pace.ts';

export interface ClusterFacts {
  readonly version?: string;
  readonly user?: string;
  readonly mayApply?: 'all' | readonly string[];
  /** Of the namespaces that were to be asked about. */
  readonly listable?: Listable;
}

export interface FactsOptions {
  readonly transport: KubeTransport;
  readonly clock: Clock;
  /** The namespace to ask about where not all may be written. */
  readonly namespace: string;
  /** Namespaces of which to ask what may be listed in them. */
  readonly toAskAbout: () => readonly string[];
  /** Whether the cluster answers at all: it is not asked while it does not. */
  readonly answering: () => boolean;
  readonly changed: (facts: ClusterFacts) => void;
}

export interface FactsWatch {
  /** Asks again now, as after a reconnect. */
  askNow(): void;
  stop(): Promise<void>;
}

/** Rights can be taken away at any time. */
const AGAIN_MS = 60_000;

export function watchFacts(options: FactsOptions): FactsWatch {
  const stop = new AbortController();
  const wakers = new Set<() => void>();
  /** Asked for while a round was under way, which may have asked too early. */
  let again = false;
  async function run(): Promise<void> {
    while (!stop.signal.aborted) {
      again = false;
      if (options.answering()) options.changed(await askFacts(options, stop.signal));
      if (!again) await pause(options.clock, AGAIN_MS, stop.signal, wakers).catch(() => undefined);
    }
  }
  const running = run();
  return {
    askNow() {
      again = true;
      for (const wake of [...wakers]) wake();
    },
    async stop() {
      stop.abort(new Error('stopped'));
      await running;
    },
  };
}

async function askFacts(
  { transport, namespace, toAskAbout }: FactsOptions,
  signal: AbortSignal,
): Promise<ClusterFacts> {
  const ask = async (path: string, body?: unknown): Promise<unknown> => {
    try {
      const method = body === undefined ? 'GET' : 'POST';
      const response = await transport.request({ method, path, body, signal, timeoutMs: 10_000 });
      return response.status < 300 ? response.body : undefined;
    } catch {
      // Unknown stays unknown; that the cluster does not answer is told by the kinds.
      return undefined;
    }
  };
  const [version, user, mayApply, listable] = await Promise.all([
    ask('/version').then(versionOf),
    ask(SELF, { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' }).then(userOf),
    askMayApply(ask, namespace),
    listableIn(toAskAbout(), ask),
  ]);
  return { version, user, mayApply, listable };
}

const SELF = '/apis/authentication.k8s.io/v1/selfsubjectreviews';
const ACCESS = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews';

type Ask = (path: string, body: unknown) => Promise<unknown>;

/** Server-side apply needs the rights both to patch and to create. */
async function askMayApply(ask: Ask, namespace: string): Promise<ClusterFacts['mayApply']> {
  const everywhere = await mayWrite(ask, undefined);
  if (everywhere !== false) return everywhere === true ? 'all' : undefined;
  const here = await mayWrite(ask, namespace);
  return here === undefined ? undefined : here ? [namespace] : [];
}

async function mayWrite(ask: Ask, namespace: string | undefined): Promise<boolean | undefined> {
  const verdicts = await Promise.all(
    ['patch', 'create'].map(async (verb) => {
      const attributes = { group: 'networking.k8s.io', resource: 'networkpolicies', verb, namespace };
      const review = await ask(ACCESS, {
        apiVersion: 'authorization.k8s.io/v1',
        kind: 'SelfSubjectAccessReview',
        spec: { resourceAttributes: attributes },
      });
      const { allowed } = fieldsOf(fieldsOf(review).status);
      return typeof allowed === 'boolean' ? allowed : undefined;
    }),
  );
  if (verdicts.includes(false)) return false;
  return verdicts.includes(undefined) ? undefined : true;
}

function userOf(review: unknown): string | undefined {
  return text(fieldsOf(fieldsOf(fieldsOf(review).status).userInfo).username);
}

/** `1.34` of `{major: "1", minor: "34+"}`. */
function versionOf(answer: unknown): string | undefined {
  const { major, minor } = fieldsOf(answer);
  const digits = String(minor ?? '').replace(/\D.*$/, '');
  return text(major) !== undefined && digits !== '' ? `${major}.${digits}` : undefined;
}
