/** The parts of a form in plain words. */

import { labelName } from '#engine';
import type { PodsPeerForm, PortForm, RequirementForm, SelectorForm, TextNode } from '#manifest';
import { METADATA_NAME } from './form-choices.ts';

const OPERATORS: Readonly<Record<string, string>> = {
  '=': 'is',
  In: 'is one of',
  NotIn: 'is none of',
  Exists: 'is there',
  DoesNotExist: 'is absent',
};

export function selectorWords(selector: SelectorForm | TextNode): string {
  if (selector.kind === 'text') return 'as text';
  if (selector.state !== 'requirements') return 'every one';
  return selector.requirements.map((part) => (part.kind === 'text' ? 'as text' : conditionWords(part))).join(' and ');
}

function conditionWords({ key, operator, values }: RequirementForm): string {
  const own = key === METADATA_NAME ? 'name' : labelName(key);
  return [own, OPERATORS[operator] ?? operator, values.join(' or ')].filter(Boolean).join(' ');
}

const isWritten = (selector: SelectorForm | TextNode): boolean =>
  selector.kind === 'text' || (selector.state !== 'absent' && selector.state !== 'null');

/** What a peer means, with where it looks. */
export function peerWords({ namespaces, pods }: PodsPeerForm, home: string): string {
  const hasEveryPod = pods.kind === 'selector' && pods.state === 'everything';
  const which = isWritten(pods) && !hasEveryPod ? `pods whose ${selectorWords(pods)}` : 'every pod';
  if (!isWritten(namespaces)) return `${capital(which)} of ${home}, the policy's own namespace, and of no other.`;
  const isEverywhere = namespaces.kind === 'selector' && namespaces.state === 'everything';
  const where = isEverywhere ? 'every namespace' : `namespaces whose ${selectorWords(namespaces)}`;
  return isWritten(pods) ? `Both must match: ${which}, and only in ${where}.` : `${capital(which)} of ${where}.`;
}

export function portWords({ protocol, port, endPort }: PortForm): string {
  if (port === undefined) return protocol ? `every port of ${protocol}` : 'every port of TCP';
  return endPort !== undefined && endPort !== port ? `${port}-${endPort}` : `${port}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
