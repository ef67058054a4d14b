/** Fixes hold to what they promise, on random clusters and policies. */

import { expect, test } from 'vitest';
import { createEngine, DIRECTIONS, KUBERNETES, type NetworkPolicy, policyId } from '#engine';
import { validatePolicy } from '#manifest';
import { RandomCluster } from '../../engine/naive/random-cluster.ts';
import type { FindingCode } from '../codes.ts';
import { findFindings } from '../find-findings.ts';
import type { Finding } from '../finding.ts';

const CASES = Math.max(1, Math.round(Number(process.env.NETPOL_CASES ?? 20_000) * 0.02));
const FIRST = Number(process.env.NETPOL_SEED ?? 1);

/** These close something, or move a port: what they take is told beside them. Of all others none takes anything. */
const MAY_REMOVE: ReadonlySet<FindingCode> = new Set([
  'open-data-store',
  'open-egress',
  'workload-without-policy',
  'workloads-without-policy',
  'rules-ignored',
  'any-port',
  'service-port',
  'selects-nothing',
]);

function eachFix(
  judge: (fix: NetworkPolicy, finding: Finding, engine: ReturnType<typeof createEngine>) => string | undefined,
): number {
  let fixes = 0;
  for (let seed = FIRST; seed < FIRST + CASES; seed++) {
    const engine = createEngine(new RandomCluster(seed).snapshot(), KUBERNETES);
    for (const finding of findFindings(engine, { services: [] })) {
      for (const { policy } of finding.fixes) {
        fixes++;
        const broken = judge(policy, finding, engine);
        if (broken !== undefined) throw new Error(`seed ${seed}: ${finding.code}: ${broken}`);
      }
    }
  }
  return fixes;
}

const rulesIn = ({ spec }: NetworkPolicy) =>
  DIRECTIONS.reduce((sum, direction) => sum + (spec?.[direction]?.length ?? 0), 0);

test('a fix is a policy that the server takes, and admits nobody by the absence of a label', () => {
  const stored = (engine: ReturnType<typeof createEngine>, fix: NetworkPolicy) =>
    engine.snapshot.policies.find((policy) => policyId(policy) === policyId(fix));
  const fixes = eachFix((fix, _, engine) => {
    const before = stored(engine, fix);
    const causes = before && validatePolicy(before).length > 0 ? [] : validatePolicy(fix);
    if (causes[0]) return JSON.stringify(causes[0]);
    const negations = (policy: NetworkPolicy | undefined) =>
      (JSON.stringify(policy ?? {}).match(/DoesNotExist|NotIn/g) ?? []).length;
    return negations(fix) > negations(before) ? 'it asks for the absence of a label' : undefined;
  });
  expect(fixes).toBeGreaterThan(CASES);
});

test('only a fix that closes takes a pair away, and none but the redundant rule goes', () => {
  const fixes = eachFix((fix, finding, engine) => {
    const before = engine.snapshot.policies.find((policy) => policyId(policy) === policyId(fix));
    const gone = before ? rulesIn(before) - rulesIn(fix) : 0;
    if (gone > (finding.code === 'redundant-rule' ? 1 : 0)) return `${gone} rules are gone`;
    if (MAY_REMOVE.has(finding.code)) return undefined;
    const { removed } = engine.diff([{ action: 'put', policy: fix }]);
    return removed[0] && `it cuts ${removed[0].source} from ${removed[0].destination}`;
  });
  expect(fixes).toBeGreaterThan(CASES);
});

test('leaving out a redundant rule changes nothing at all', () => {
  eachFix((fix, finding, engine) => {
    if (finding.code !== 'redundant-rule') return undefined;
    const { removed, added, changed } = engine.diff([{ action: 'put', policy: fix }]);
    return removed.length + added.length + changed.length > 0 ? 'it changes something' : undefined;
  });
});
