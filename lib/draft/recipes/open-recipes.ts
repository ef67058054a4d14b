/** Recipes that open a way to pods which are isolated. */

import { type Engine, policyId, type WorkloadReach } from '#engine';
import { sameValue } from '#manifest';
import { connect } from '../connect/connect.ts';
import { namespaceOf } from '../connect/drawn-end.ts';
import { type Placing, placeRule } from '../connect/place-rule.ts';
import { selectorChoices } from '../connect/selector-choices.ts';
import { dnsRule } from './close-recipes.ts';
import type { Recipe } from './recipe.ts';

/** DNS for pods that are isolated for egress; nothing to do where they have it. */
export function dnsRecipe(engine: Engine, { id, name, egress }: WorkloadReach): readonly Recipe[] {
  if (egress.isolated === 'no') return [];
  const end = { kind: 'workload', id } as const;
  const before = new Map(engine.snapshot.policies.map((policy) => [policyId(policy), policy]));
  const placing: Placing = { engine, policies: new Map(before), drafted: new Set() };
  const [choice] = selectorChoices(end, engine);
  const subject = { namespace: namespaceOf(end, engine), selector: choice?.selector ?? {} };
  placeRule(placing, subject, dnsRule(engine), `${name}-dns`);
  const changed = [...placing.policies.values()].filter((policy) => !sameValue(policy, before.get(policyId(policy))));
  const { restored } = engine.diff(changed.map((policy) => ({ action: 'put', policy }))).dns;
  const has = restored.length === 0;
  return [
    {
      key: `dns/${id}`,
      kind: 'open',
      glyph: 'way',
      words: ['DNS for ', { blank: name }],
      why: has ? 'a policy admits it already' : 'it is isolated for egress and may not ask',
      policies: has ? [] : changed,
    },
  ];
}

const CONTROLLERS = [
  'ingress-nginx',
  'ingress',
  'traefik',
  'contour',
  'haproxy',
  'kong',
  'istio-ingressgateway',
  'envoy',
];

/** Pods that let visitors in from outside, by the name that their labels give them. */
function ingressControllers(engine: Engine): readonly WorkloadReach[] {
  const isController = ({ labels, hostNetwork }: WorkloadReach) =>
    !hostNetwork && ['app.kubernetes.io/name', 'app', 'k8s-app'].some((key) => CONTROLLERS.includes(labels[key] ?? ''));
  return engine.reachability().workloads.filter(isController);
}

/** From each ingress controller to an isolated workload that it may not reach. */
export function ingressRecipes(engine: Engine, { id, name }: WorkloadReach): readonly Recipe[] {
  return ingressControllers(engine).flatMap((controller): readonly Recipe[] => {
    const [source, destination] = [controller.id, id].map((own) => ({ kind: 'workload', id: own }) as const);
    if (!source || !destination || controller.id === id) return [];
    const { policies, sides } = connect(engine, { source, destination, ports: [] });
    if (sides.ingress.state !== 'needed') return [];
    return [
      {
        key: `ingress-controller/${controller.id}/${id}`,
        kind: 'open',
        glyph: 'way',
        words: ['Let ', { blank: controller.name }, ' reach ', { blank: name }],
        why: 'it lets visitors in from outside',
        policies,
      },
    ];
  });
}
