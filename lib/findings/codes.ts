/** Every kind of finding: what is known of one, and, in the order they are listed, how grave they are. */

import type { Direction, PolicyId, RuleRef } from '#engine';
import type { Severity } from '#manifest';

/** A label that a selector asks for and nothing has, and the one that was probably meant. */
export interface LabelGuess {
  readonly wrote: string;
  readonly meant: string;
}

/** What is known of a finding, by its code: all that its words need. */
export interface FactsOf {
  'open-data-store': { readonly name: string; readonly port: number; readonly peers: number; readonly isPart: boolean };
  'rules-ignored': { readonly direction: Direction };
  'except-voided': { readonly cidrs: readonly string[]; readonly by: RuleRef };
  'deny-voided': { readonly direction: Direction; readonly by: RuleRef };
  'host-network-subject': { readonly labels: string; readonly namespace: string };
  'webhook-shut': EntryFacts;
  'api-service-shut': EntryFacts;
  'ingress-shut': EntryFacts;
  'load-balancer-shut': EntryFacts;
  'api-server-shut': {
    readonly name: string;
    readonly account: string;
    readonly binding: string;
    readonly policy: PolicyId;
  };
  'job-shut': { readonly name: string };
  'hook-shut': { readonly name: string; readonly hook: string };
  'selects-nothing': { readonly labels: string; readonly namespace: string; readonly guess?: LabelGuess };
  'no-namespace': { readonly namespace: string };
  'own-namespace-only': {
    readonly labels: string;
    readonly namespace: string;
    readonly elsewhere: readonly string[];
    readonly shuts?: Direction;
  };
  'unknown-namespace-label': { readonly label: string; readonly guess?: LabelGuess; readonly shuts?: Direction };
  'peer-selects-nothing': {
    readonly labels: string;
    readonly namespaces: readonly string[];
    readonly guess?: LabelGuess;
    readonly shuts?: Direction;
  };
  'host-network-peer': { readonly labels: string; readonly shuts?: Direction };
  'service-port': {
    readonly service: string;
    readonly wrote: number | string;
    readonly protocol: string;
    readonly target: readonly number[];
  };
  'unknown-named-port': { readonly name: string; readonly protocol: string; readonly direction: Direction };
  'port-not-listened': {
    readonly port: number;
    readonly protocol: string;
    readonly declared: readonly number[];
    readonly direction: Direction;
  };
  'other-ip-family': { readonly blocks: 'IPv4' | 'IPv6'; readonly pods: 'IPv4' | 'IPv6' };
  'ip-block-holds-pods': { readonly pods: number; readonly example: string; readonly areAdmitted: boolean };
  'egress-without-dns': { readonly protocols: readonly string[] };
  'admits-nothing': { readonly direction: Direction };
  'policy-types-implicit': { readonly closesIngress: boolean };
  'empty-means-all': { readonly list: 'from' | 'to' | 'ports'; readonly written: '[]' | 'null' | 'missing' };
  'open-egress': { readonly name: string; readonly peers: number; readonly isPart: boolean };
  'whole-system-namespace': { readonly namespace: string; readonly direction: Direction };
  'any-port': { readonly serves: number; readonly protocol: string };
  'redundant-rule': { readonly rule: number; readonly direction: Direction; readonly by: readonly RuleRef[] };
  'policy-without-effect': { readonly by: readonly PolicyId[] };
  'workload-without-policy': { readonly name: string };
  'workloads-without-policy': { readonly count: number; readonly of: number; readonly namespace: string };
}

/** Something that traffic comes in by, and what of it is shut. */
export interface EntryFacts {
  /** Of the webhook configuration, APIService, Ingress or Service. */
  readonly name: string;
  readonly service: string;
  readonly port: string;
  /** A policy that shuts it. */
  readonly policy: PolicyId;
}

export type FindingCode = keyof FactsOf;

/**
 * What comes of leaving it as it is. `exposed`: anyone may reach what holds data. `broken`: a policy does not do what it
 * says. `doubtful`: it likely does not do what is meant. `wide`: more is open than needed. `note`: good to know.
 */
export type Consequence = 'exposed' | 'broken' | 'doubtful' | 'wide' | 'note';

export interface Grading {
  readonly theme: Consequence;
  readonly severity: Severity;
}

const EXPOSED = { theme: 'exposed', severity: 'error' } as const;
const BROKEN = { theme: 'broken', severity: 'error' } as const;
const DOUBTFUL = { theme: 'doubtful', severity: 'warning' } as const;
const WIDE = { theme: 'wide', severity: 'warning' } as const;
const NOTE = { theme: 'note', severity: 'info' } as const;

/** The order of this table is the order of every list of findings: the gravest first. */
export const CODES: { readonly [C in FindingCode]: Grading } = {
  'open-data-store': EXPOSED,
  'rules-ignored': BROKEN,
  'except-voided': BROKEN,
  'deny-voided': DOUBTFUL,
  'webhook-shut': DOUBTFUL,
  'api-service-shut': DOUBTFUL,
  'ingress-shut': DOUBTFUL,
  'load-balancer-shut': DOUBTFUL,
  'api-server-shut': DOUBTFUL,
  'job-shut': DOUBTFUL,
  'hook-shut': DOUBTFUL,
  'no-namespace': DOUBTFUL,
  'selects-nothing': DOUBTFUL,
  'host-network-subject': DOUBTFUL,
  'own-namespace-only': DOUBTFUL,
  'unknown-namespace-label': DOUBTFUL,
  'peer-selects-nothing': DOUBTFUL,
  'host-network-peer': DOUBTFUL,
  'service-port': DOUBTFUL,
  'unknown-named-port': DOUBTFUL,
  'other-ip-family': DOUBTFUL,
  'ip-block-holds-pods': DOUBTFUL,
  'egress-without-dns': DOUBTFUL,
  'admits-nothing': DOUBTFUL,
  'policy-types-implicit': DOUBTFUL,
  'empty-means-all': DOUBTFUL,
  'open-egress': WIDE,
  'whole-system-namespace': NOTE,
  'any-port': NOTE,
  'port-not-listened': NOTE,
  'redundant-rule': NOTE,
  'policy-without-effect': NOTE,
  'workload-without-policy': NOTE,
  'workloads-without-policy': NOTE,
};

export const FINDING_CODES = Object.keys(CODES) as readonly FindingCode[];

/** Severities, the gravest first. */
export const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info'];

/** Themes, the gravest first. */
export const THEMES: readonly Consequence[] = ['exposed', 'broken', 'doubtful', 'wide', 'note'];
