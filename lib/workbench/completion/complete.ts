/** What the cluster has to say at a place of a text: its namespaces, labels, ports and workloads. */

import type { Reachability } from '#engine';
import { placeAt, type TextPlace } from '#manifest';
import type { ClusterSnapshot } from '#stream';
import { type Completion, type Completions, NO_COMPLETIONS } from './completion.ts';
import { labelWords, selectorPlace } from './label-words.ts';
import { countWords, type LiveThings, liveThings } from './live-things.ts';
import { isEmptyPeer, peerWords } from './peer-words.ts';
import { policyWords } from './policy-words.ts';
import { portPlace, portWords } from './port-words.ts';
import { type TypedPolicy, typedPolicy } from './typed-policy.ts';
import { yamlWord } from './yaml-word.ts';

export interface CompletionQuestion {
  readonly text: string;
  /** Of the cursor. */
  readonly offset: number;
  /** Of the policy, where the text names none. */
  readonly namespace: string;
}

/** What is typed further narrows the list, so that the first of very many are enough. */
const MOST = 500;

export function complete(
  { text, offset, namespace }: CompletionQuestion,
  snapshot: ClusterSnapshot,
  reachability: Reachability,
): Completions {
  const place = placeAt(text, offset);
  if (!place) return { start: offset, entries: NO_COMPLETIONS };
  if (withoutComments(text).trim() === '') return { start: place.start, entries: policyWords(namespace) };
  const policy = typedPolicy(text, place.document, namespace);
  const entries = entriesAt(place, text, policy, liveThings(snapshot), reachability);
  return { start: place.start, entries: entries.slice(0, MOST) };
}

function entriesAt(
  place: TextPlace,
  text: string,
  policy: TypedPolicy,
  things: LiveThings,
  reachability: Reachability,
): readonly Completion[] {
  const { path } = place;
  if (path.join('.') === 'metadata.namespace' && place.of === 'value') return namespaceWords(place, things);
  if (path[0] !== 'spec') return NO_COMPLETIONS;
  const selector = selectorPlace(path);
  if (selector) return labelWords(selector, place, text, policy, things);
  const port = portPlace(path);
  if (port) return portWords(port, place, policy, things);
  return isEmptyPeer(path, place, policy) ? peerWords(place, policy, things, reachability) : NO_COMPLETIONS;
}

/** Those with pods of the user's own first, the cluster's last. */
function namespaceWords({ quoted }: TextPlace, things: LiveThings): readonly Completion[] {
  const rank = (name: string, pods: number) => (name.startsWith('kube-') ? 2 : pods > 0 ? 0 : 1);
  return [...things.podsIn]
    .sort(([a, one], [b, other]) => rank(a, one) - rank(b, other) || (a < b ? -1 : 1))
    .map(([name, pods]) => ({
      label: name,
      detail: things.unread.has(name) ? 'not read' : countWords([{ namespace: name, labels: {}, pods }], things),
      kind: 'namespace' as const,
      text: yamlWord(name, quoted),
    }));
}

function withoutComments(text: string): string {
  return text.replace(/^\s*(#.*|---\s*)$/gm, '');
}
