/** All findings on a cluster, or on some policies as a draft would have them. */

import type { Engine, InspectedPolicy, PolicyEdit } from '#engine';
import type { FindingCode } from './codes.ts';
import { type ClusterSurroundings, contextOf, type FindingContext } from './context.ts';
import { addressFindings } from './finders/addresses.ts';
import { apiServerFindings } from './finders/api-server.ts';
import { dnsFindings } from './finders/dns.ts';
import { effectFindings } from './finders/effect.ts';
import { entryFindings } from './finders/entries.ts';
import { peerFindings } from './finders/peers.ts';
import { portFindings } from './finders/ports.ts';
import { shapeFindings } from './finders/shape.ts';
import { subjectFindings } from './finders/subjects.ts';
import { wideFindings } from './finders/wide.ts';
import { workloadFindings } from './finders/workloads.ts';
import type { Finding } from './finding.ts';
import { markUnjudged } from './mark-unjudged.ts';
import { inOrder } from './order.ts';

type PolicyFinder = (policy: InspectedPolicy, context: FindingContext) => readonly Finding[];

const OF_A_POLICY: readonly PolicyFinder[] = [
  shapeFindings,
  subjectFindings,
  peerFindings,
  portFindings,
  addressFindings,
  effectFindings,
  dnsFindings,
  wideFindings,
];

/** Said only where every pod may be read: what these miss may be there all the same. */
const NEED_ALL: ReadonlySet<FindingCode> = new Set([
  'admits-nothing',
  'host-network-peer',
  'own-namespace-only',
  'peer-selects-nothing',
  'policy-without-effect',
  'port-not-listened',
  'redundant-rule',
  'unknown-named-port',
]);

/** On everything, in the one order of findings. */
export function findFindings(engine: Engine, surroundings: ClusterSurroundings): readonly Finding[] {
  const context = contextOf(engine, engine.inspect(), surroundings);
  const findings = [
    ...ofPolicies(context),
    ...entryFindings(context),
    ...apiServerFindings(context),
    ...workloadFindings(context),
  ];
  return inOrder(markUnjudged(findings, engine.snapshot));
}

/** On the policies that are edited, as they would be. */
export function findInDraft(
  engine: Engine,
  edits: readonly PolicyEdit[],
  surroundings: ClusterSurroundings,
): readonly Finding[] {
  if (edits.length === 0) return [];
  return inOrder(markUnjudged(ofPolicies(contextOf(engine, engine.inspect(edits), surroundings)), engine.snapshot));
}

function ofPolicies(context: FindingContext): readonly Finding[] {
  return context.inspection.policies.flatMap((policy) => {
    const findings = OF_A_POLICY.flatMap((find) => find(policy, context));
    return withoutRepeats(findings).filter(({ code }) => !context.isPart || !NEED_ALL.has(code));
  });
}

/** That a direction admits nobody is told by the peers that find nobody, where one was named. */
function withoutRepeats(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(
    ({ code, path }) =>
      code !== 'admits-nothing' ||
      !findings.some((other) => other.path !== path && other.path.startsWith(path) && other.severity !== 'info'),
  );
}
