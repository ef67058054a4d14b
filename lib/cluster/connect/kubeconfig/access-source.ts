/** What the kubeconfig says now: its files are read again when they change, and who depends on them is told. */

import { ConnectionProblem } from '../connection-problem.ts';
import { type Credentials, credentialsOf } from '../login/credentials.ts';
import type { ClusterAccess } from './cluster-access.ts';
import { stampOf } from './kubeconfig-paths.ts';

export interface AccessSource {
  /** As the files are now, or were when they could be read last: a file is often being written when it is looked at. */
  current(): Promise<CurrentAccess>;
  /** As it was read last. */
  access(): ClusterAccess;
  /** Looks at the files every two seconds, and calls back when they name another server or login. The answer ends it. */
  watch(changed: (change: AccessChange) => void): () => void;
  close(): void;
}

export interface CurrentAccess {
  readonly access: ClusterAccess;
  readonly credentials: Credentials;
  /** Why the files as they are now cannot be used. */
  readonly outdated?: ConnectionProblem;
}

/** `server`: perhaps another cluster. `login`: perhaps other rights. */
export type AccessChange = 'server' | 'login';

export interface LoadedKubeconfig {
  readonly access: ClusterAccess;
  /** Of the kubeconfig and all files it names, from before they were read. */
  readonly stamp: string;
}

const LOOK_AGAIN_MS = 1_000;
const WATCH_MS = 2_000;

/** Looks at the files at most once a second. */
export function accessSource(
  first: LoadedKubeconfig,
  paths: readonly string[],
  reload: () => Promise<LoadedKubeconfig>,
): AccessSource {
  const watchers = new Set<(change: AccessChange) => void>();
  let loaded = first;
  let credentials: Credentials = credentialsOf(first.access.login);
  let lookedAt = performance.now();
  let looking: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let outdated: ConnectionProblem | undefined;

  async function readAgain(): Promise<void> {
    if ((await stampOf([...paths, ...loaded.access.files])) === loaded.stamp) return;
    const before = loaded.access;
    try {
      loaded = await reload();
      outdated = undefined;
    } catch (error) {
      if (!(error instanceof ConnectionProblem)) throw error;
      outdated = error;
      return;
    }
    const change = changeOf(before, loaded.access);
    if (!same(before.login, loaded.access.login)) {
      credentials.close();
      credentials = credentialsOf(loaded.access.login);
    }
    if (change) for (const changed of [...watchers]) changed(change);
  }

  async function look(): Promise<void> {
    if (performance.now() - lookedAt > LOOK_AGAIN_MS) {
      looking ??= readAgain().finally(() => {
        looking = undefined;
        lookedAt = performance.now();
      });
    }
    await looking;
  }

  return {
    async current() {
      await look();
      return { access: loaded.access, credentials, outdated };
    },
    access: () => loaded.access,
    watch(changed) {
      watchers.add(changed);
      // Requests look by themselves; this is for running watches, which would not notice.
      timer ??= setInterval(() => void look(), WATCH_MS).unref();
      return () => watchers.delete(changed);
    },
    close() {
      clearInterval(timer);
      watchers.clear();
      credentials.close();
    },
  };
}

function changeOf(before: ClusterAccess, now: ClusterAccess): AccessChange | undefined {
  if (before.server !== now.server) return 'server';
  const login = ({ login, withheld, tls, impersonate, proxyUrl, problem }: ClusterAccess) => ({
    login,
    withheld,
    tls,
    impersonate,
    proxyUrl,
    problem: problem?.message,
  });
  return same(login(before), login(now)) ? undefined : 'login';
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
