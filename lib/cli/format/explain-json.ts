/** One verdict as JSON; docs/explain.schema.json describes it. */

import type { Decision, Direction, DirectionReasons, LayerReasons, NearestMiss, NetworkPolicy, RuleRef } from '#engine';
import type { FixEffect } from './fix-effect.ts';

const DIRECTIONS: readonly Direction[] = ['egress', 'ingress'];

export function explanationJson(decision: Decision, fix: readonly NetworkPolicy[], effect: FixEffect | undefined) {
  const { verdict, partial, because, decidedBy, egress, ingress } = decision;
  const [policy] = fix;
  const layers = DIRECTIONS.flatMap((direction) =>
    decision[direction].layers.map((layer) => ({ direction, ...layerJson(layer) })),
  );
  return {
    verdict,
    ...(partial && { partial }),
    ...(verdict === 'unknown' && because !== undefined && { because }),
    ...(decidedBy && { decidedBy }),
    egress: sideJson(egress),
    ingress: sideJson(ingress),
    ...(layers.length > 0 && { layers }),
    ...(policy && { fix: fix.length === 1 ? policy : { apiVersion: 'v1', kind: 'List', items: fix } }),
    ...(effect && { fixEffect: effect }),
  };
}

function sideJson({ isolatedBy, admittedBy, nearestMiss }: DirectionReasons) {
  return {
    isolatedBy,
    admittedBy: admittedBy.map(ruleJson),
    ...(nearestMiss && { nearestMiss: missJson(nearestMiss) }),
  };
}

function layerJson({ layer, says, closes, policies, admittedBy, deniedBy, passedBy, nearestMiss }: LayerReasons) {
  return {
    layer,
    says,
    closes,
    policies,
    admittedBy: admittedBy.map(ruleJson),
    deniedBy: deniedBy.map(ruleJson),
    passedBy: passedBy.map(ruleJson),
    ...(nearestMiss && { nearestMiss: missJson(nearestMiss) }),
  };
}

function missJson({ rule, peer, terms }: NearestMiss) {
  return { ...ruleJson(rule), ...(peer !== undefined && { peer }), terms };
}

const ruleJson = ({ policy, rule }: RuleRef) => ({ policy, rule });
