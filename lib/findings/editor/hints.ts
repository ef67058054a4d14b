/** Notes behind the lines of a draft: what the line selects, isolates and admits in the cluster as it is. */

import {
  counted,
  type Direction,
  type Engine,
  type Gate,
  namesOrCount,
  type PolicyOutline,
  type ReachabilityDiff,
  type RuleOutline,
  type SelectedPods,
} from '#engine';
import type { PolicyDocument } from '#manifest';
import { peerAt } from '../fixes/policy-parts.ts';

/** A note after a line of the draft: `selects orders, 1 pod`, `admits 0 workloads`. */
export interface Hint {
  /** Line from 1. */
  readonly line: number;
  readonly text: string;
  readonly tone: 'plain' | 'removes' | 'warning';
}

/** `diff` is the effect of the whole draft; without it that of this document alone is computed. */
export function hintsFor(
  document: PolicyDocument,
  outline: PolicyOutline,
  engine: Engine,
  diff?: ReachabilityDiff,
): readonly Hint[] {
  const { policy } = document;
  if (!policy) return [];
  const effect = diff ?? engine.diff([{ action: 'put', policy }]);
  const hints = [
    subjectHint(document, outline.subject),
    ...outline.isolates.map((direction) => isolationHint(document, outline, direction, effect)),
    ...outline.rules.flatMap((rule) => ruleHints(document, rule)),
  ];
  return oneALine(hints.filter((hint) => hint !== undefined));
}

function subjectHint(document: PolicyDocument, { pods, workloads }: SelectedPods): Hint {
  const { line } = document.locate('spec.podSelector');
  if (workloads.length === 0) {
    return { line, text: `selects no pod in ${document.policy?.metadata.namespace}`, tone: 'warning' };
  }
  return { line, text: `selects ${namesOrCount(workloads)}, ${counted(pods, 'pod')}`, tone: 'plain' };
}

function isolationHint(
  document: PolicyDocument,
  { subject }: PolicyOutline,
  direction: Direction,
  diff: ReachabilityDiff,
): Hint | undefined {
  const line = lineOfDirection(document, direction);
  const names = namesOrCount(subject.workloads);
  const gates = subject.workloads.flatMap((id) => {
    const before = diff.before.workloads.find((workload) => workload.id === id)?.[direction];
    const after = diff.after.workloads.find((workload) => workload.id === id)?.[direction];
    return before && after ? [{ before, after }] : [];
  });
  const tone = gates.some(({ before, after }) => after.peers < before.peers) ? 'removes' : 'plain';
  const [only] = gates;
  if (!only) return undefined;
  if (gates.length > 1) return { line, text: `isolates ${names} for ${direction}`, tone };
  return { line, text: isolationText(names, direction, only.before, only.after), tone };
}

function isolationText(name: string, direction: Direction, before: Gate, after: Gate): string {
  const change =
    before.peers === after.peers
      ? counted(after.peers, 'workload')
      : `${counted(before.peers, 'workload')} to ${after.peers}`;
  return before.isolated === 'no'
    ? `isolates ${name} for ${direction}: ${change}`
    : `${name} is isolated for ${direction}: ${change}`;
}

/** Where a direction is brought in: its rules, else policyTypes, else the spec that leaves both out. */
function lineOfDirection(document: PolicyDocument, direction: Direction): number {
  const spec = document.policy?.spec;
  const path = spec?.[direction] ? `spec.${direction}` : spec?.policyTypes ? 'spec.policyTypes' : 'spec';
  return document.locate(path).line;
}

function ruleHints(document: PolicyDocument, rule: RuleOutline): readonly Hint[] {
  const { line } = document.locate(rule.path);
  if (!rule.effective) {
    const type = rule.direction === 'ingress' ? 'Ingress' : 'Egress';
    return [{ line, text: `no effect: ${type} is not in policyTypes`, tone: 'warning' }];
  }
  if (rule.everyone && rule.outside) return [{ line, text: 'admits everyone, outside too', tone: 'plain' }];
  const addresses = rule.outside && rule.peers.some((peer) => peerAt(document.policy, peer.path)?.ipBlock);
  const count = counted(rule.admits.length, 'workload');
  const text = addresses ? `admits addresses, ${count} among them` : `admits ${count}`;
  const none = rule.admits.length === 0 && !addresses;
  return [
    { line, text, tone: none ? 'removes' : 'plain' },
    ...rule.peers.flatMap((peer) => peerHint(document, peer, rule.peers.length > 1)),
  ];
}

/** An entry that selects nothing is always said; what each selects, only where there are several. */
function peerHint(document: PolicyDocument, selection: SelectedPods, several: boolean): readonly Hint[] {
  const peer = peerAt(document.policy, selection.path);
  if (!peer || peer.ipBlock) return [];
  if (selection.workloads.length === 0) {
    const place = peer.namespaceSelector ? 'the namespaces it selects' : document.policy?.metadata.namespace;
    return [{ line: lastLabelLine(document, selection.path), text: `0 pods in ${place}`, tone: 'warning' }];
  }
  if (!several) return [];
  const { line } = document.locate(selection.path);
  return [{ line, text: `${namesOrCount(selection.workloads)}, ${counted(selection.pods, 'pod')}`, tone: 'plain' }];
}

function lastLabelLine(document: PolicyDocument, path: string): number {
  const peer = peerAt(document.policy, path);
  const name = peer?.podSelector ? 'podSelector' : 'namespaceSelector';
  const last = Object.keys(peer?.[name]?.matchLabels ?? {}).at(-1);
  return document.locate(last === undefined ? `${path}.${name}` : `${path}.${name}.matchLabels[${last}]`).line;
}

/** Several notes of one line stand behind it one after another, the gravest tone for all. */
function oneALine(hints: readonly Hint[]): readonly Hint[] {
  const lines = new Map<number, Hint>();
  for (const hint of hints) {
    const there = lines.get(hint.line);
    const tone = [there?.tone, hint.tone].includes('removes')
      ? 'removes'
      : there?.tone === 'warning'
        ? 'warning'
        : hint.tone;
    lines.set(hint.line, there ? { line: hint.line, text: `${there.text}; ${hint.text}`, tone } : hint);
  }
  return [...lines.values()].sort((a, b) => a.line - b.line);
}
