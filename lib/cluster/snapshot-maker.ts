/**
 * Makes snapshots, and the messages that turn one into the next, of what the reflectors know.
 *
 *      ClusterState.takeChanges() --+
 *      cluster facts, rights -------+--> change message --> applyMessage --> next snapshot
 *      plugin pods --> judge -------+          |
 *                                              +--> every reader, who takes the very same step
 */

import type { ChangeMessage, ClusterInfo, ClusterSnapshot, Enforcement, Kind } from '#stream';
import { applyMessage, mapLists, sameJson } from '#stream';
import type { LinkOptions } from './link-options.ts';
import type { Readable } from './read/cluster-reader.ts';
import { frozen } from './read/kinds/frozen.ts';
import type { ClusterIdentity } from './read/reflect/cluster-identity.ts';
import type { ClusterState } from './read/state/cluster-state.ts';

type MakerOptions = Pick<
  LinkOptions,
  'reader' | 'mode' | 'clusterName' | 'passedOver' | 'clock' | 'random' | 'judgeEnforcement'
>;

export interface Next {
  readonly snapshot: ClusterSnapshot;
  /** Absent where the snapshot follows none and is to be sent whole. */
  readonly message?: ChangeMessage;
}

export interface SnapshotMaker {
  /** Undefined where nothing changed that is announced. */
  next(before: ClusterSnapshot | undefined, readable: Readable, incomplete: readonly Kind[]): Next | undefined;
  /** As the cluster says; undefined where it could not be asked this time: then it is as it was. */
  takeVersion(version: string | undefined): void;
  /** All before is void: the next snapshot is sent whole. */
  startEpoch(): void;
}

export function snapshotMaker(options: MakerOptions, state: ClusterState, identity: ClusterIdentity): SnapshotMaker {
  let version: string | undefined;
  let epochs = 0;
  const started = options.clock.date().getTime().toString(36);
  const salt = Math.floor(options.random() * 36 ** 4).toString(36);
  const epoch = () => `${started}-${salt}-${epochs}`;

  function cluster({ unreadable }: Readable): ClusterInfo {
    const { mode, clusterName } = options;
    const { connection } = options.reader;
    return {
      mode,
      name: clusterName ?? connection.context,
      context: connection.context,
      server: connection.server,
      tls: connection.tls,
      region: regionOf(state),
      version,
      uid: identity.uid(),
      ...(unreadable.length > 0 ? { unreadable } : {}),
      ...(options.passedOver?.length ? { passedOver: options.passedOver } : {}),
    };
  }

  function enforcement(readable: Readable): Enforcement {
    const judge = options.judgeEnforcement;
    if (!judge)
      return {
        state: 'unknown',
        engine: 'unknown',
        because: 'Nothing here can tell which network plugin enforces policies.',
      };
    return judge(state.enforcementFacts(readable));
  }

  return {
    takeVersion(found) {
      version = found ?? version;
    },
    startEpoch() {
      epochs++;
      version = undefined;
    },
    next(before, readable, incomplete) {
      const now = { cluster: cluster(readable), enforcement: enforcement(readable) };
      if (before?.epoch !== epoch()) {
        const all = state.everything(podsKnown(readable));
        const snapshot = Object.freeze({
          epoch: epoch(),
          revision: 1,
          ...mapLists((list) => Object.freeze(all[list])),
          ...frozen(now),
          ...(incomplete.length > 0 ? { incomplete } : {}),
        });
        return { snapshot };
      }
      const changes = withoutUnknown({
        ...state.takeChanges(podsKnown(readable)),
        cluster: sameJson(now.cluster, before.cluster) ? undefined : frozen(now.cluster),
        enforcement: sameJson(now.enforcement, before.enforcement) ? undefined : frozen(now.enforcement),
        incomplete: sameJson(incomplete, before.incomplete ?? []) ? undefined : incomplete,
      });
      if (Object.keys(changes).length === 0) return undefined;
      const message: ChangeMessage = frozen({
        type: 'change',
        epoch: before.epoch,
        revision: before.revision + 1,
        ...changes,
      });
      // By the very step every reader takes: what they hold is what is held here.
      const { snapshot } = applyMessage(before, message);
      return snapshot && { snapshot, message };
    },
  };
}

/** What has no pod in what is known may well have one where not all pods are known. */
function podsKnown({ pods, unreadable }: Readable): (namespace: string) => boolean {
  const unknown = new Set(unreadable.filter(({ kinds }) => kinds.includes('pods')).map(({ name }) => name));
  return (namespace) => pods && !unknown.has(namespace);
}

function withoutUnknown<T extends object>(value: T): Partial<T> {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as Partial<T>;
}

const REGION = 'topology.kubernetes.io/region';

function regionOf(state: ClusterState): string | undefined {
  for (const [, { labels }] of state.nodes.entries()) {
    if (Object.hasOwn(labels, REGION)) return labels[REGION];
  }
  return undefined;
}
