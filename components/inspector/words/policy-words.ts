/** A policy in words. Names that are typed are marked, so that a screen can set them in mono. */

import type { IpBlock, LabelSelector, NetworkPolicyPeer, NetworkPolicyPort } from '#engine';

export interface RichWords {
  readonly text: string;
  readonly look?: 'strong' | 'code';
}

const NAME_LABEL = 'kubernetes.io/metadata.name';

/** Whom a policy is about: `every pod in ui`, `pods labelled app=a in ui`. */
export function subjectWords(selector: LabelSelector | null | undefined, namespace: string): readonly RichWords[] {
  return [...podWords(selector), plain(' in '), strong(namespace)];
}

export function peerWords(peer: NetworkPolicyPeer, ownNamespace: string): readonly RichWords[] {
  if (peer.ipBlock) return blockWords(peer.ipBlock);
  return [...podWords(peer.podSelector), plain(' in '), ...namespaceWords(peer.namespaceSelector, ownNamespace)];
}

/** `any port`, `TCP 8080, UDP 53`. */
export function rulePortWords(ports: readonly NetworkPolicyPort[]): readonly RichWords[] {
  if (ports.length === 0) return [plain('any port')];
  return ports.flatMap((port, at) => (at > 0 ? [plain(', '), portWord(port)] : [portWord(port)]));
}

export function wordsAsText(words: readonly RichWords[]): string {
  return words.map((word) => word.text).join('');
}

function podWords(selector: LabelSelector | null | undefined): readonly RichWords[] {
  const terms = selectorTerms(selector);
  return terms.length === 0 ? [plain('every pod')] : [plain('pods labelled '), ...joined(terms)];
}

function namespaceWords(selector: LabelSelector | null | undefined, own: string): readonly RichWords[] {
  if (!selector) return [strong(own)];
  const terms = selectorTerms(selector);
  if (terms.length === 0) return [strong('any'), plain(' namespace')];
  const labels = Object.entries(selector.matchLabels ?? {});
  const [only] = labels;
  if (terms.length === 1 && only?.[0] === NAME_LABEL) return [strong(only[1])];
  return [plain('namespaces labelled '), ...joined(terms)];
}

function blockWords({ cidr, except }: IpBlock): readonly RichWords[] {
  const without = except && except.length > 0 ? [plain(' except '), ...joined([...except])] : [];
  return [plain('addresses in '), code(cidr), ...without];
}

function portWord({ protocol, port, endPort }: NetworkPolicyPort): RichWords {
  const name = protocol ?? 'TCP';
  if (port === undefined || port === null) return plain(`any ${name} port`);
  return code(`${name} ${port}${endPort ? `-${endPort}` : ''}`);
}

function selectorTerms(selector: LabelSelector | null | undefined): string[] {
  const labels = Object.entries(selector?.matchLabels ?? {}).map(([key, value]) => `${key}=${value}`);
  const expressions = (selector?.matchExpressions ?? []).map(({ key, operator, values }) => {
    const list = (values ?? []).join(', ');
    switch (operator) {
      case 'In':
        return `${key} in (${list})`;
      case 'NotIn':
        return `${key} not in (${list})`;
      case 'Exists':
        return `${key} present`;
      case 'DoesNotExist':
        return `${key} absent`;
      default:
        return `${key} ${operator} (${list})`;
    }
  });
  return [...labels, ...expressions];
}

function joined(terms: readonly string[]): readonly RichWords[] {
  return terms.flatMap((term, at) => (at > 0 ? [plain(', '), code(term)] : [code(term)]));
}

const plain = (text: string): RichWords => ({ text });
const strong = (text: string): RichWords => ({ text, look: 'strong' });
const code = (text: string): RichWords => ({ text, look: 'code' });
