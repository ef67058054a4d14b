/** Findings on rules that admit more than is needed, as far as can be told. */

import { DIRECTIONS, type InspectedPolicy, type InspectedRule } from '#engine';
import { type Finding, found } from '../finding.ts';
import { withPorts } from '../fixes/policy-parts.ts';
import { FIX_LABELS } from '../words/fix-labels.ts';
import { aboutPolicy } from './about-policy.ts';
import { isDataStore } from './data-port.ts';

const SYSTEM = 'kube-system';

export function wideFindings(policy: InspectedPolicy): readonly Finding[] {
  return DIRECTIONS.flatMap((direction) => {
    if (!policy.isolates[direction]) return [];
    return policy.rules[direction].flatMap((rule) => {
      if (!rule.ports.every(({ kind }) => kind === 'all')) return [];
      return [...wholeSystem(policy, rule), ...anyPort(policy, rule)];
    });
  });
}

/** All of kube-system on every port: more than DNS, and more than any controller needs. */
function wholeSystem(policy: InspectedPolicy, { peers, direction }: InspectedRule): readonly Finding[] {
  return peers.flatMap(({ peer, path }) => {
    const { namespaceSelector, podSelector } = peer;
    const name = namespaceSelector?.matchLabels?.['kubernetes.io/metadata.name'];
    const isAll = Object.values(podSelector ?? {}).every((part) => part === null || Object.keys(part).length === 0);
    if (name !== SYSTEM || !isAll || policy.namespace === SYSTEM) return [];
    return [found('whole-system-namespace', aboutPolicy(policy, path), { namespace: name, direction })];
  });
}

/** Data stores that all declare one and the same port: what they do not declare they may still serve. */
function anyPort(policy: InspectedPolicy, rule: InspectedRule): readonly Finding[] {
  if (rule.direction !== 'ingress' || rule.everyone || rule.peers.every(({ selects }) => selects.isEmpty)) return [];
  const { pods, ports } = policy.subjects;
  const [only, ...others] = ports;
  if (!only || others.length > 0 || !pods.every(isDataStore)) return [];
  const { port, protocol } = only;
  const narrowed = withPorts(policy.policy, rule.path, [{ protocol, port }]);
  const fixes = [{ label: FIX_LABELS.admitPortOnly(port, protocol), policy: narrowed }];
  return [found('any-port', aboutPolicy(policy, rule.path), { serves: port, protocol }, { fixes })];
}
