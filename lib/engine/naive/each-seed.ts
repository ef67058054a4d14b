/**
 * The random worlds of tests that hold the engine against the naive evaluator. `NETPOL_CASES` sets how many cases (20,000
 * by default, of which each test takes its share), `NETPOL_SEED` where they start. A failure names its seed.
 */

import { createLayeredEngine } from '../create-engine.ts';
import {
  EKS_VPC_CNI,
  type Engine,
  KUBERNETES,
  type PolicyEdit,
  type Profile,
  policyId,
  type Snapshot,
} from '../index.ts';
import type { World } from './evaluate.ts';
import { RandomCluster } from './random-cluster.ts';
import { randomToys, toyLayers } from './toy-layers.ts';

const CASES = Number(process.env.NETPOL_CASES ?? 20_000);
const FIRST = Number(process.env.NETPOL_SEED ?? 1);

export const LONG = { timeout: 3_600_000 };

export function eachSeed(share: number, run: (seed: number) => void): void {
  const count = Math.max(1, Math.round(CASES * share));
  for (let seed = FIRST; seed < FIRST + count; seed++) {
    try {
      run(seed);
    } catch (cause) {
      throw new Error(`seed ${seed}: ${cause instanceof Error ? cause.message : cause}`, { cause });
    }
  }
}

/** Half of the cases in the two profiles there are, the rest with choices at random; a third with more layers. */
export function worldOf(seed: number, snapshot: Snapshot): World {
  const profile: Profile = [KUBERNETES, EKS_VPC_CNI][seed % 4] ?? new RandomCluster(seed * 31 + 7).profile();
  const toys = seed % 3 === 0 ? randomToys(new RandomCluster(seed * 17 + 3), Math.floor(seed / 3)) : [];
  return { snapshot, profile, toys };
}

export function engineOf({ snapshot, profile, toys }: World): Engine {
  return createLayeredEngine(snapshot, profile, toyLayers(toys));
}

/** The last edit of a policy counts; one that stays keeps its place. */
export function edited(snapshot: Snapshot, edits: readonly PolicyEdit[]): Snapshot {
  const last = new Map(edits.map((edit) => [edit.action === 'put' ? policyId(edit.policy) : edit.id, edit]));
  const policies = new Map(snapshot.policies.map((policy) => [policyId(policy), policy]));
  for (const [id, edit] of last) {
    if (edit.action === 'put') policies.set(id, edit.policy);
    else policies.delete(id);
  }
  return { ...snapshot, policies: [...policies.values()] };
}

export function sample<T>(list: readonly T[], seed: number): T {
  return list[(seed * 7919) % list.length] as T;
}
