/** Entries that select nothing because of the commonest mistake of all: a podSelector looks only in its own namespace. */

import {
  type Engine,
  labelName,
  type NetworkPolicy,
  type PolicyOutline,
  type ReachabilityDiff,
  type RuleOutline,
  type WorkloadId,
  workloadName,
  workloadNamespace,
} from '#engine';
import type { Fix, PolicyDocument, Problem, TextEdit } from '#manifest';
import { peerAt, withPeer } from './policy-parts.ts';
import { listed, namesOrCount } from './workload-words.ts';

const NAME_LABEL = 'kubernetes.io/metadata.name';
const MOST_FIXES = 3;

/** `text` is what the document was read from; `diff` the effect of the draft, to say what a fix gives back. */
export function findMistakes(
  document: PolicyDocument,
  text: string,
  outline: PolicyOutline,
  engine: Engine,
  diff?: ReachabilityDiff,
): readonly Problem[] {
  const { policy } = document;
  if (!policy) return [];
  return outline.rules.flatMap((rule) =>
    rule.peers.flatMap((peer) => {
      if (peer.pods > 0 || !rule.effective) return [];
      const problem = elsewhere(document, policy, text, rule, peer.path, {
        engine,
        subjects: outline.subject.workloads,
        diff,
      });
      return problem ? [problem] : [];
    }),
  );
}

interface Facts {
  readonly engine: Engine;
  readonly subjects: readonly WorkloadId[];
  readonly diff?: ReachabilityDiff | undefined;
}

/** The pods that the entry means run in other namespaces. */
function elsewhere(
  document: PolicyDocument,
  policy: NetworkPolicy,
  text: string,
  rule: RuleOutline,
  path: string,
  facts: Facts,
): Problem | undefined {
  const peer = peerAt(policy, path);
  const labels = Object.entries(peer?.podSelector?.matchLabels ?? {});
  if (!peer?.podSelector || peer.namespaceSelector || peer.ipBlock || labels.length === 0) return undefined;
  const everywhere = facts.engine.outline(withPeer(policy, path, { ...peer, namespaceSelector: {} }));
  const meant = everywhere.rules.flatMap((other) => other.peers).find((other) => other.path === path)?.workloads ?? [];
  if (meant.length === 0) return undefined;
  const namespaces = [...new Set(meant.map(workloadNamespace))].slice(0, MOST_FIXES);
  const words = labels.map(([key, value]) => `${labelName(key)}=${value}`);
  const insertAt = document.locate(`${path}.podSelector`).start;
  const last = labels.at(-1)?.[0] ?? '';
  return {
    code: 'draft/other-namespace',
    severity: 'warning',
    message: `No pod in ${policy.metadata.namespace} has the label${words.length > 1 ? 's' : ''} ${listed(words)}.`,
    detail: `A podSelector alone looks only in the policy's own namespace. ${whereTheyRun(meant)}`,
    path,
    range: document.locate(`${path}.podSelector.matchLabels[${last}]`),
    fixes: namespaces.map((namespace) => ({
      title: `Add namespaceSelector ${namespace}`,
      edits: [insertNamespace(text, insertAt, namespace)],
      ...givesBack(
        meant.filter((id) => workloadNamespace(id) === namespace),
        rule,
        facts,
      ),
    })),
  };
}

function whereTheyRun(meant: readonly WorkloadId[]): string {
  const [first] = meant;
  if (first && meant.length === 1)
    return `The workload ${workloadName(first)} runs in namespace ${workloadNamespace(first)}.`;
  const namespaces = [...new Set(meant.map(workloadNamespace))];
  return `Such pods run in ${namespaces.length > 3 ? `${namespaces.length} other namespaces` : listed(namespaces)}.`;
}

/** Before the podSelector, in the style the text has there: a block, or inside braces. */
function insertNamespace(text: string, at: number, namespace: string): TextEdit {
  const name =
    /^[a-z]/.test(namespace) && !/^(y|n|yes|no|on|off|true|false|null)$/.test(namespace) ? namespace : `"${namespace}"`;
  const before = text.slice(text.lastIndexOf('\n', at - 1) + 1, at);
  if (/[^\s-]/.test(before)) {
    return { start: at, end: at, text: `namespaceSelector: {matchLabels: {${NAME_LABEL}: ${name}}}, ` };
  }
  const indent = ' '.repeat(before.length);
  const lines = ['namespaceSelector:', `${indent}  matchLabels:`, `${indent}    ${NAME_LABEL}: ${name}`, indent];
  return { start: at, end: at, text: lines.join('\n') };
}

/** Only what the draft takes away can be given back; else it is simply admitted. */
function givesBack(peers: readonly WorkloadId[], rule: RuleOutline, { subjects, diff }: Facts): Pick<Fix, 'effect'> {
  const isLost = diff?.removed.some(({ source, destination }) => {
    const [subject, peer] = rule.direction === 'ingress' ? [destination, source] : [source, destination];
    return subjects.includes(subject) && peers.includes(peer);
  });
  const [from, to] = rule.direction === 'ingress' ? [peers, subjects] : [subjects, peers];
  if (from.length === 0 || to.length === 0) return {};
  return { effect: `${isLost ? 'gives back' : 'admits'} ${namesOrCount(from)} to ${namesOrCount(to)}` };
}
