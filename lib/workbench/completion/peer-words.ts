/** Whole ends of a rule: the pods of a workload, written so that no others are meant, or every pod of a namespace. */

import { counted, type Labels, objectKey, podsInWords, type Reachability, type WorkloadReach } from '#engine';
import type { TextPlace } from '#manifest';
import { isSelected, ownLabels } from '../drafts/own-labels.ts';
import type { Completion } from './completion.ts';
import type { LiveThings } from './live-things.ts';
import type { Path, TypedPolicy } from './typed-policy.ts';
import { yamlWord } from './yaml-word.ts';

/** Every namespace carries it; the API server sets it. */
const NAMESPACE_NAME = 'kubernetes.io/metadata.name';

/** An entry of `from` or `to` in which nothing stands yet. */
export function isEmptyPeer(path: Path, place: TextPlace, policy: TypedPolicy): boolean {
  const at = path.at(-1);
  const list = path.at(-2);
  if ((list !== 'from' && list !== 'to') || typeof at !== 'number' || place.of !== 'key' || !place.mayBreak)
    return false;
  const there = policy.valueAt(path);
  return there === undefined || there === null || typeof there === 'string';
}

export function peerWords(
  { column }: TextPlace,
  policy: TypedPolicy,
  things: LiveThings,
  { workloads }: Reachability,
): readonly Completion[] {
  const peers = workloads
    .filter(({ hostNetwork }) => !hostNetwork)
    .flatMap((workload) => workloadPeer(workload, workloads, policy.namespace, column, things))
    .sort((a, b) => a.others - b.others || Number(b.isOwn) - Number(a.isOwn) || (a.label < b.label ? -1 : 1))
    .map(({ others: _, isOwn: __, ...completion }) => completion);
  const namespaces = [...things.podsIn].map(([name, pods]): Completion => {
    const isUnread = things.unread.has(name);
    return {
      label: `every pod of ${name}`,
      detail: isUnread ? 'not read' : counted(pods, 'pod'),
      kind: 'namespace',
      text: selectorText({ [NAMESPACE_NAME]: name }, undefined, column),
    };
  });
  return [...peers, ...namespaces];
}

type Peer = Completion & { readonly others: number; readonly isOwn: boolean };

function workloadPeer(
  workload: WorkloadReach,
  workloads: readonly WorkloadReach[],
  home: string,
  column: number,
  { isPart }: LiveThings,
): readonly Peer[] {
  const labels = ownLabels(workload, workloads);
  if (!labels) return [];
  const { namespace, name, id } = workload;
  const others = workloads.filter(
    (other) => other.id !== id && other.namespace === namespace && isSelected(other, labels),
  );
  const isOwn = namespace === home;
  const whom =
    others.length === 0 ? (isPart ? 'it only, as far as read' : 'it only, today') : `also ${alsoWords(others)}`;
  return [
    {
      label: `pods of ${objectKey({ namespace, name })}`,
      detail: `${podsInWords(workload)}, ${whom}`,
      kind: 'peer',
      text: selectorText(isOwn ? undefined : { [NAMESPACE_NAME]: namespace }, labels, column),
      others: others.length,
      isOwn,
    },
  ];
}

function alsoWords(others: readonly WorkloadReach[]): string {
  const names = others.map(({ name }) => name);
  return names.length > 3 ? `${counted(names.length, 'other workload')}` : names.join(', ');
}

function selectorText(namespaces: Labels | undefined, pods: Labels | undefined, column: number): string {
  const blanks = ' '.repeat(column);
  const part = (field: string, labels: Labels) => [
    `${blanks}${field}:`,
    `${blanks}  matchLabels:`,
    ...Object.entries(labels).map(([key, value]) => `${blanks}    ${yamlWord(key)}: ${yamlWord(value)}`),
  ];
  const lines = [
    ...(namespaces ? part('namespaceSelector', namespaces) : []),
    ...(pods ? part('podSelector', pods) : []),
  ];
  // The first line begins where the cursor stands.
  return lines.join('\n').slice(column);
}
