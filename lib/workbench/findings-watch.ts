/**
 * Looks for findings once the map has its answer, since nobody waits for them; then works out what each fix would
 * change, one at a time, so that a key typed meanwhile is read between two of them.
 */

import type { Engine } from '#engine';
import { type ClusterSurroundings, type Finding, findFindings, type Impact, impactOf } from '#findings';
import type { ClusterSnapshot, Kind } from '#stream';
import type { FromAnalyst } from './state/analyst-messages.ts';
import { unreadableNamespaces } from './view/unreadable.ts';

/** Does it after so many milliseconds; the answer takes it back. */
export type Later = (milliseconds: number, act: () => void) => () => void;

export interface FindingsWatch {
  /** Of a snapshot that came: findings on the newest follow after a moment. */
  look(engine: Engine, snapshot: ClusterSnapshot): void;
}

/** In a storm of changes findings come once a rest, not once a change. */
const REST_MS = 250;
/** Impacts of the gravest are worked out; of the rest the draft itself tells the effect. */
const MOST_IMPACTS = 60;
const IMPACTS_AT_ONCE = 6;
/** Findings rest on all of these. */
const RESTS_ON: readonly Kind[] = ['namespaces', 'pods', 'networkpolicies'];
/** What has Services called from outside the pods, in the order in which `netpol check` reads it. */
const CALLING = ['ingresses', 'apiServices', 'validatingWebhooks', 'mutatingWebhooks'] as const;

/** What the stream knows beside pods, namespaces and policies. */
export function surroundingsOf(snapshot: ClusterSnapshot | undefined): ClusterSurroundings {
  if (!snapshot) return { services: [] };
  const { services } = snapshot;
  const callers = CALLING.flatMap((list) => snapshot[list].flatMap(({ calls }) => calls));
  return { services, callers, isPart: unreadableNamespaces({ snapshot }).length > 0 };
}

export function watchFindings(
  answer: (message: FromAnalyst) => void,
  sayFault: (error: unknown) => void,
  later: Later,
): FindingsWatch {
  let newest: { engine: Engine; snapshot: ClusterSnapshot } | undefined;
  let isWaiting = false;
  let stopWeighing = () => {};

  const guarded = (act: () => void) => () => {
    try {
      act();
    } catch (error) {
      sayFault(error);
    }
  };
  const lookNow = guarded(() => {
    isWaiting = false;
    if (!newest) return;
    const { engine, snapshot } = newest;
    const findings = findFindings(engine, surroundingsOf(snapshot));
    answer({ type: 'findings', revision: snapshot.revision, findings });
    weigh(engine, snapshot.revision, findings.filter(({ fixes }) => fixes.length > 0).slice(0, MOST_IMPACTS));
  });
  const weigh = (engine: Engine, revision: number, findings: readonly Finding[]) => {
    const impacts: Record<string, Impact> = {};
    const [next, rest] = [findings.slice(0, IMPACTS_AT_ONCE), findings.slice(IMPACTS_AT_ONCE)];
    const one = (at: number): void => {
      const finding = next[at];
      const fix = finding?.fixes[0];
      if (fix) {
        impacts[finding.key] = impactOf(engine, fix.policy);
        stopWeighing = later(
          0,
          guarded(() => one(at + 1)),
        );
      } else {
        if (at > 0) answer({ type: 'impacts', revision, impacts });
        if (rest.length > 0) weigh(engine, revision, rest);
      }
    };
    one(0);
  };
  return {
    look(engine, snapshot) {
      // Of a part nothing can be said: what seems to be missing may only not be read yet.
      if (snapshot.incomplete?.some((kind) => RESTS_ON.includes(kind))) return;
      const isKnown = newest?.engine === engine && haveSameSurroundings(newest.snapshot, snapshot);
      newest = { engine, snapshot };
      if (isKnown) return;
      stopWeighing();
      if (isWaiting) return;
      isWaiting = true;
      later(REST_MS, lookNow);
    },
  };
}

function haveSameSurroundings(before: ClusterSnapshot, after: ClusterSnapshot): boolean {
  return ([...CALLING, 'services'] as const).every((list) => before[list] === after[list]);
}
