/**
 * Layers beside network policy, for tests only: an admin and a baseline tier of cluster-wide policies whose rules allow,
 * deny or pass on, and security groups. What they say is written as network policies are, so that the random ones serve.
 */

import type { Layer } from '../gates/layer-gate.ts';
import { type LabelSelector, type LayerName, type PolicyId, policyKey } from '../index.ts';
import { type CompiledPolicy, compilePolicy, type RuleAction } from '../policies/compile-policy.ts';
import { compileSelector } from '../policies/selector.ts';
import type { RandomCluster } from './random-cluster.ts';
import type { NaivePolicy } from './rules.ts';

export interface ToyPolicy {
  readonly layer: Exclude<LayerName, 'network-policy'>;
  readonly policy: NaivePolicy;
  /** Of its rules in turn, in either direction. */
  readonly actions: readonly RuleAction[];
}

const KINDS = { admin: 'ToyAdmin', baseline: 'ToyBaseline', 'security-groups': 'ToySecurityGroup' } as const;

export function toyId({ layer, policy: { metadata } }: ToyPolicy): PolicyId {
  const kind = KINDS[layer];
  return layer === 'security-groups' ? policyKey({ kind, ...metadata }) : policyKey({ kind, name: metadata.name });
}

export function toyLayers(toys: readonly ToyPolicy[]): readonly Layer[] {
  return (Object.keys(KINDS) as (keyof typeof KINDS)[]).flatMap((name) => {
    const policies = toys.filter(({ layer }) => layer === name).map(compileToy);
    return policies.length === 0 ? [] : [{ name, policies }];
  });
}

function compileToy(toy: ToyPolicy): CompiledPolicy {
  const { policy, actions } = toy;
  const compiled = compilePolicy(policy);
  const id = toyId(toy);
  const named = (rules: CompiledPolicy['rules']['ingress']) =>
    rules.map((rule, at) => ({
      ...rule,
      ref: { ...rule.ref, policy: id },
      action: actions[at % actions.length] ?? 'pass',
    }));
  const { ingress, egress } = compiled.rules;
  return {
    ...compiled,
    id,
    ...(policy.subjectNamespaces ? { subjectNamespaces: compileSelector(policy.subjectNamespaces) } : {}),
    rules: { ingress: named(ingress), egress: named(egress) },
  };
}

const EVERY_NAMESPACE: LabelSelector = {};
const ACTIONS: readonly RuleAction[][] = [
  ['allow'],
  ['deny'],
  ['pass', 'deny'],
  ['deny', 'allow'],
  ['allow', 'pass', 'deny'],
];

/** Some policies of some layers: of one layer, of two or of all. */
export function randomToys(random: RandomCluster, seed: number): readonly ToyPolicy[] {
  const layers = (Object.keys(KINDS) as (keyof typeof KINDS)[]).filter((_, at) => ((seed >> at) & 1) === 0);
  return layers.flatMap((layer, at) =>
    Array.from({ length: 1 + ((seed >> 3) % 3) }, (_, which): ToyPolicy => {
      const namespaces = ['n1', 'n2', 'n3', 'n4'];
      if (layer === 'security-groups') {
        return { layer, policy: random.policy(namespaces[(seed + which) % 4] ?? ''), actions: ['allow'] };
      }
      const one = { matchLabels: { 'kubernetes.io/metadata.name': namespaces[(seed + which) % 4] ?? '' } };
      const subjectNamespaces = which % 2 === 0 ? EVERY_NAMESPACE : one;
      const actions = ACTIONS[(seed + at + which) % ACTIONS.length] ?? [];
      return { layer, policy: { ...random.policy(''), subjectNamespaces }, actions };
    }),
  );
}
