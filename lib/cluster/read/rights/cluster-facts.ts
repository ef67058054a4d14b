/** What the cluster says about itself and about us: version, who we are, where we may write policies. */

import { text } from '../../connect/json-fields.ts';
import type { KubeTransport } from '../../connect/kube-transport.ts';
import { fieldsOf } from '../../connect/object-fields.ts';
import { pause } from '../../time/backoff-gate.ts';
import type { Clock } from '../../time/clock.ts';
import { type Rights, rightsIn } from './namespace-rights.ts';
import { type RightsRounds, rightsRounds } from './rights-rounds.ts';

export interface ClusterFacts {
  readonly version?: string;
  readonly user?: string;
  readonly mayApply?: 'all' | readonly string[];
  /** Namespace by namespace, where something may not be done in the whole cluster. */
  readonly rights?: Rights;
}

export interface FactsOptions {
  readonly transport: KubeTransport;
  readonly clock: Clock;
  /** The namespace to ask about where not all may be written. */
  readonly namespace: string;
  /** The namespaces that are known. */
  readonly namespaces: () => readonly string[];
  /** Whether some kind is not read in the whole cluster. */
  readonly isNarrowed: () => boolean;
  /** Whether the cluster answers at all: it is not asked while it does not. */
  readonly answering: () => boolean;
  readonly changed: (facts: ClusterFacts) => void;
}

export interface FactsWatch {
  /** Asks again now, as after a reconnect. */
  askNow(): void;
  /** As askNow, and what was answered before counts for nothing: it may have been another cluster, or another login. */
  askAnew(): void;
  stop(): Promise<void>;
}

/** Rights can be taken away at any time. */
const AGAIN_MS = 60_000;
/** Where nothing could be asked, or nothing was answered. */
const SOON_MS = 1_000;

export function watchFacts(options: FactsOptions): FactsWatch {
  const stop = new AbortController();
  const wakers = new Set<() => void>();
  /** Asked for while a round was under way, which may have asked too early. */
  let again = false;
  let rounds = rightsRounds();

  /** Whether anything was answered. */
  async function ask(): Promise<boolean> {
    if (!options.answering()) return false;
    const asked = rounds;
    const facts = await askFacts(options, asked, stop.signal);
    if (asked === rounds) options.changed(facts);
    return facts.version !== undefined || facts.user !== undefined;
  }

  async function run(): Promise<void> {
    while (!stop.signal.aborted) {
      again = false;
      const answered = await ask();
      if (again) continue;
      await pause(options.clock, answered ? AGAIN_MS : SOON_MS, stop.signal, wakers).catch(() => undefined);
    }
  }

  function askNow(): void {
    again = true;
    for (const wake of [...wakers]) wake();
  }
  const running = run();
  return {
    askNow,
    askAnew() {
      rounds = rightsRounds();
      askNow();
    },
    async stop() {
      stop.abort(new Error('stopped'));
      await running;
    },
  };
}

async function askFacts(
  { transport, clock, ...options }: FactsOptions,
  rounds: RightsRounds,
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
  const [version, user, everywhere] = await Promise.all([
    ask('/version').then(versionOf),
    ask(SELF, { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' }).then(userOf),
    mayWrite(ask, undefined),
  ]);
  if (everywhere === true && !options.isNarrowed()) return { version, user, mayApply: 'all' };
  const due = rounds.due(options.namespaces(), clock.now());
  const rights = rounds.take(await rightsIn(due, ask), clock.now());
  if (everywhere !== false) return { version, user, mayApply: everywhere ? 'all' : undefined, rights };
  // An access review is the cluster's word; the list of rules may leave something out.
  const here = await mayWrite(ask, options.namespace);
  const others = [...rights].flatMap(([name, { mayApply }]) => (mayApply && name !== options.namespace ? [name] : []));
  const mayApply = here === undefined ? undefined : [...(here ? [options.namespace] : []), ...others];
  return { version, user, mayApply, rights };
}

const SELF = '/apis/authentication.k8s.io/v1/selfsubjectreviews';
const ACCESS = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews';

type Ask = (path: string, body: unknown) => Promise<unknown>;

/** Server-side apply needs the rights both to patch and to create. */
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
