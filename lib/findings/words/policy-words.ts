/** The words of findings on policies. */

import { counted, type Direction, grouped, listed, type RuleRef } from '#engine';
import type { FindingCode, LabelGuess } from '../codes.ts';
import type { WordsOf } from './words.ts';

type PolicyCode = Exclude<
  FindingCode,
  'open-data-store' | 'open-egress' | 'workload-without-policy' | 'workloads-without-policy' | `${string}-shut`
>;

const many = (what: string) => (count: number) => `${grouped(count)} ${what}`;

const TYPE: Readonly<Record<Direction, string>> = { ingress: 'Ingress', egress: 'Egress' };

function ruleWords({ policy, rule, direction }: RuleRef): string {
  return `rule ${rule + 1} of ${direction} in ${policy}`;
}

function guessWords(guess: LabelGuess | undefined): string {
  return guess ? ` Perhaps ${guess.meant} was meant.` : '';
}

/** What comes of it where no other entry admits anyone. */
function shutsWords(direction: Direction | undefined): string {
  return direction ? ` The policy isolates its pods for ${direction} and so admits nobody.` : '';
}

function namespaceWords(names: readonly string[]): string {
  return names.length > 3 ? `${grouped(names.length)} namespaces` : listed(names);
}

const PLURAL = { ingress: 'the policy protects', egress: 'the rule reaches' } as const;

export const POLICY_WORDS: WordsOf<PolicyCode> = {
  'rules-ignored': {
    title: (_, name) => `${name} has rules without effect`,
    sentence: ({ direction }) => `The ${direction} rules have no effect: policyTypes does not list ${TYPE[direction]}.`,
    many: many('policies have rules without effect'),
  },
  'except-voided': {
    title: ({ cidrs }, name) => `${name} cannot keep ${listed(cidrs)} out`,
    sentence: ({ cidrs, by }) =>
      `The except of ${listed(cidrs)} has no effect: ${ruleWords(by)} admits ${cidrs.length === 1 ? 'it' : 'them'}. Policies only add up; nothing takes away what another rule admits.`,
    many: many('exceptions have no effect'),
  },
  'deny-voided': {
    title: ({ direction }, name) => `${name} denies no ${direction}`,
    sentence: ({ direction, by }) =>
      `It has no ${direction} rule, as if to deny all, but ${ruleWords(by)} admits everyone to or from the same pods. Policies only add up.`,
    many: many('denials have no effect'),
  },
  'no-namespace': {
    title: (_, name) => `${name} names no namespace`,
    sentence: ({ namespace }) =>
      `It lands in ${namespace}, unless another is given to whoever applies it, and there is no pod in ${namespace}. Write metadata.namespace.`,
    many: many('policies name no namespace'),
  },
  'selects-nothing': {
    title: (_, name) => `${name} selects no pod`,
    sentence: ({ labels, namespace, guess }) =>
      `No pod of namespace ${namespace} has ${labels}: the policy protects nothing.${guessWords(guess)}`,
    many: many('policies select no pod'),
  },
  'host-network-subject': {
    title: (_, name) => `${name} does not apply to its pods`,
    sentence: ({ labels, namespace }) =>
      `The pods of namespace ${namespace} with ${labels} are on their machine's network, where no network policy applies.`,
    many: many('policies are for pods on their machine’s network'),
  },
  'own-namespace-only': {
    title: (_, name) => `${name} looks only in its own namespace`,
    sentence: ({ labels, namespace, elsewhere, shuts }) =>
      `No pod in ${namespace} has ${labels}; such pods run in ${namespaceWords(elsewhere)}. A podSelector alone looks only in the policy's own namespace.${shutsWords(shuts)}`,
    many: many('policies look only in their own namespace'),
  },
  'unknown-namespace-label': {
    title: (_, name) => `${name} names a label that no namespace has`,
    sentence: ({ label, guess, shuts }) =>
      `No namespace has the label ${label}: this peer matches nothing.${guessWords(guess)}${shutsWords(shuts)}`,
    many: many('policies name a label that no namespace has'),
  },
  'peer-selects-nothing': {
    title: (_, name) => `${name} names a peer that is not there`,
    sentence: ({ labels, namespaces, guess, shuts }) =>
      `No pod in ${namespaceWords(namespaces)} has ${labels}: this peer matches nothing.${guessWords(guess)}${shutsWords(shuts)}`,
    many: many('policies name a peer that is not there'),
  },
  'host-network-peer': {
    title: (_, name) => `${name} names pods on their machine's network`,
    sentence: ({ labels, shuts }) =>
      `The pods with ${labels} use their machine's network, and selectors do not reach them: admit the addresses of the machines with an ipBlock.${shutsWords(shuts)}`,
    many: many('policies name pods on their machine’s network'),
  },
  'service-port': {
    title: ({ wrote }, name) => `${name} names the Service's port ${wrote}`,
    sentence: ({ service, wrote, protocol, target }) =>
      `${protocol} ${wrote} is a port of Service ${service}; its pods listen on ${listed(target.map(String))}, and policies judge the pods' own ports.`,
    many: many('rules name a Service’s port'),
  },
  'unknown-named-port': {
    title: (_, name) => `${name} names a port that nobody has`,
    sentence: ({ name, protocol, direction }) =>
      `No pod that ${PLURAL[direction]} declares a ${protocol} port named ${name}: the name admits nothing.`,
    many: many('policies name a port that nobody has'),
  },
  'other-ip-family': {
    title: ({ blocks }, name) => `${name} has a rule for ${blocks} alone`,
    sentence: ({ blocks, pods }) =>
      `The rule holds only ${blocks} blocks, and its pods have only ${pods} addresses: it admits nothing.`,
    many: many('rules are of the other address family'),
  },
  'ip-block-holds-pods': {
    title: (_, name) => `${name} names pods by their addresses`,
    sentence: ({ pods, example, areAdmitted }) => {
      const what = areAdmitted
        ? 'they are admitted by address, which changes when they are replaced'
        : 'this cluster does not match pods by ipBlock';
      return `The block holds the address of ${pods === 1 ? `pod ${example}` : `${grouped(pods)} pods, ${example} among them`}: ${what}. Select pods by labels.`;
    },
    many: many('policies name pods by their addresses'),
  },
  'egress-without-dns': {
    title: (_, name) => `${name} leaves DNS out`,
    sentence: ({ protocols }) =>
      `Pods that this policy isolates for egress may not ask the cluster's DNS over ${listed(protocols)}.`,
    many: many('policies leave DNS out'),
  },
  'admits-nothing': {
    title: (_, name) => `${name} admits nobody`,
    sentence: ({ direction }) =>
      `The policy isolates its pods for ${direction}, and its rules admit nobody: no peer and port match.`,
    many: many('policies admit nobody'),
  },
  'policy-types-implicit': {
    title: (_, name) => `${name} leaves policyTypes out`,
    sentence: ({ closesIngress }) =>
      `Without policyTypes this policy isolates for ingress as well as for egress${closesIngress ? ' and, without ingress rules, closes ingress' : ''}.`,
    many: many('policies leave policyTypes out'),
  },
  'empty-means-all': {
    title: ({ list, written }, name) =>
      written === 'missing'
        ? `${name} has a rule without ${list}, which admits everyone`
        : `${name} has an empty list, which admits all`,
    sentence: ({ list, written }) => {
      if (written === 'missing')
        return `A rule without ${list} admits everyone on its ports, also outside the cluster.`;
      const what = written === '[]' ? `An empty ${list} list` : `A ${list} without a value`;
      const all = list === 'ports' ? 'every port of every protocol' : 'everyone, also outside the cluster';
      return `${what} admits ${all}; to admit nothing, leave the whole rule out.`;
    },
    many: many('rules have an empty list, which admits all'),
  },
  'whole-system-namespace': {
    title: ({ namespace }, name) => `${name} admits all of ${namespace}`,
    sentence: ({ namespace, direction }) =>
      `${direction === 'ingress' ? `Every pod of ${namespace} is admitted` : `Its pods may reach every pod of ${namespace}`} on any port. Name the pods and ports that are needed.`,
    many: many('policies admit a whole system namespace'),
  },
  'any-port': {
    title: (_, name) => `${name} admits any port`,
    sentence: ({ serves, protocol }) =>
      `The pods declare ${protocol} ${serves} alone, and the rule admits every port of every protocol.`,
    many: many('rules admit any port'),
  },
  'port-not-listened': {
    title: ({ port }, name) => `${name} names port ${port}, which no pod declares`,
    sentence: ({ port, protocol, declared, direction }) => {
      const own =
        declared.length > 0 ? `they declare ${listed(declared.map(String))}` : `they declare no ${protocol} port`;
      return `No pod that ${PLURAL[direction]} declares ${protocol} ${port}; ${own}.`;
    },
    many: many('rules name a port that no pod declares'),
  },
  'redundant-rule': {
    title: (_, name) => `${name} has a rule that adds nothing`,
    sentence: ({ by }) =>
      `All that this rule admits is admitted by ${by.length === 1 && by[0] ? ruleWords(by[0]) : 'other rules together'}, whatever pods come.`,
    many: many('policies have a rule that adds nothing'),
  },
  'policy-without-effect': {
    title: (_, name) => `${name} adds nothing`,
    sentence: ({ by }) =>
      `Without it everything would be as it is, whatever pods come: ${by.length > 3 ? counted(by.length, 'other policy').replace('policys', 'policies') : listed(by)} ${by.length === 1 ? 'isolates' : 'isolate'} its pods and ${by.length === 1 ? 'admits' : 'admit'} all it admits.`,
    many: many('policies add nothing'),
  },
};
