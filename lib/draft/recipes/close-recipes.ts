/** Recipes that isolate. What keeps most stands first, so that nobody drafts an outage by the first key. */

import {
  type Direction,
  type Engine,
  type NetworkPolicy,
  type NetworkPolicyEgressRule,
  type WorkloadReach,
  workloadNamespace,
} from '#engine';
import type { PodsEnd } from '../connect/drawn-end.ts';
import { isolate } from '../connect/isolate.ts';
import type { KeptPeer } from '../connect/kept-rules.ts';
import type { DrawnRule } from '../connect/place-rule.ts';
import type { Recipe } from './recipe.ts';

/** Admits the servers that answer the cluster's names. */
export function dnsRule(engine: Engine): DrawnRule {
  const { namespace, labels, ports } = engine.inspect([]).dns;
  const peer: NonNullable<NetworkPolicyEgressRule['to']>[number] = {
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': namespace } },
    podSelector: { matchLabels: labels },
  };
  const own = (['UDP', 'TCP'] as const).flatMap((protocol) => ports[protocol].map((port) => ({ protocol, port })));
  return { direction: 'egress', peers: [peer], ports: own };
}

const everyPeer = () => true;
const nobody = () => false;

export function workloadRecipes(engine: Engine, workload: WorkloadReach): readonly Recipe[] {
  const { id, name, namespace } = workload;
  const end = { kind: 'workload', id } as const;
  const [into, out] = [workload.ingress.peers, workload.egress.peers];
  const ofOwn = ({ workload: peer }: KeptPeer) => workloadNamespace(peer) === namespace;
  const dns = dnsRule(engine);
  const close = recipeOf(engine, end);
  return [
    close(
      'keep-in',
      'ingress',
      ['Isolate it, keep all ', { blank: `${into}` }, ' that reach it now'],
      'a rule for each, and outside; shut for later ones',
      {
        directions: ['ingress'],
        keep: everyPeer,
        keepOutside: true,
        name: `isolate-${name}`,
      },
    ),
    close(
      'own-namespace',
      'ingress',
      ['Only its own namespace, ', { blank: namespace }, ', may reach it'],
      'pods of other namespaces are shut out',
      {
        directions: ['ingress'],
        keep: ofOwn,
        name: `${name}-from-own-namespace`,
      },
    ),
    close(
      'keep-out',
      'egress',
      ['Stop it going out, keep all ', { blank: `${out}` }, ' it reaches and DNS'],
      'a rule for each, and outside; shut for later ones',
      {
        directions: ['egress'],
        keep: everyPeer,
        keepOutside: true,
        name: `${name}-egress`,
        also: [dns],
      },
    ),
    close('dns-only', 'egress', ['Stop it going out, keep DNS'], 'it may ask for names and reach nobody', {
      directions: ['egress'],
      keep: nobody,
      name: `${name}-dns-only`,
      also: [dns],
    }),
  ];
}

/**
 * One policy for all its pods where all are open. Where some are isolated already, one that shuts and one for each that
 * is open still: what is kept for these must not open the others.
 */
function denyAndKeep(engine: Engine, namespace: string, dns: DrawnRule): readonly NetworkPolicy[] {
  const both: readonly Direction[] = ['ingress', 'egress'];
  const own = engine.reachability().workloads.filter((one) => one.namespace === namespace && !one.hostNetwork);
  const end = { kind: 'namespace', name: namespace } as const;
  const keeping = { keep: everyPeer, keepOutside: true, also: [dns] };
  if (own.every(({ ingress, egress }) => ingress.isolated === 'no' && egress.isolated === 'no')) {
    return isolate(engine, { end, directions: both, name: 'default-deny', ...keeping });
  }
  const single = own.flatMap((workload) => {
    const directions = both.filter((direction) => workload[direction].isolated !== 'yes');
    const of = { kind: 'workload', id: workload.id } as const;
    return directions.length > 0
      ? isolate(engine, { end: of, directions, name: `${workload.name}-keep`, ...keeping })
      : [];
  });
  return [...isolate(engine, { end, directions: both, keep: nobody, name: 'default-deny', bare: true }), ...single];
}

export function namespaceRecipes(engine: Engine, namespace: string): readonly Recipe[] {
  const end = { kind: 'namespace', name: namespace } as const;
  const dns = dnsRule(engine);
  const close = recipeOf(engine, end);
  return [
    {
      key: `deny-keep/${namespace}`,
      kind: 'close',
      glyph: 'both',
      words: ['Default deny in ', { blank: namespace }, ', keep ', { blank: 'what exists' }],
      why: 'a rule for each connection there now, DNS and outside',
      policies: denyAndKeep(engine, namespace, dns),
    },
    close(
      'own-only',
      'ingress',
      ['Only its own namespace may reach ', { blank: namespace }],
      'pods of other namespaces are shut out',
      {
        directions: ['ingress'],
        keep: nobody,
        name: 'own-namespace-only',
      },
    ),
    close(
      'deny-dns',
      'egress',
      ['Shut the way out of ', { blank: namespace }, ', keep DNS and itself'],
      'its pods may ask for names and reach each other',
      {
        directions: ['egress'],
        keep: nobody,
        name: 'dns-only',
        also: [dns],
      },
    ),
  ];
}

type Closing = Omit<Parameters<typeof isolate>[1], 'end'>;

function recipeOf(engine: Engine, end: PodsEnd) {
  return (key: string, glyph: Recipe['glyph'], words: Recipe['words'], why: string, wish: Closing): Recipe => {
    const about = end.kind === 'namespace' ? end.name : end.id;
    return { key: `${key}/${about}`, kind: 'close', glyph, words, why, policies: isolate(engine, { end, ...wish }) };
  };
}
