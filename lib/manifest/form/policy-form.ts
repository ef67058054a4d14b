/**
 * A policy as a form: what each part of its text says, with its lines. Nothing is left out: what a form cannot show is
 * a node of text in its place.
 */

import type { Direction } from '#engine';

export interface FormPlace {
  /** For example `spec.ingress[0].from[1].podSelector`. */
  readonly path: string;
  /** Character offsets, from the first sign of the element to its last. */
  readonly start: number;
  readonly end: number;
  /** From 1; the last line is one of its own. */
  readonly line: number;
  readonly endLine: number;
}

export type TextReason =
  /** Written elsewhere, or elsewhere too: by alias, anchor or merge key. */
  | 'reference'
  | 'unknown-field'
  | 'wrong-type'
  | 'given-twice'
  /** An entry of `from` or `to` that is a range and a selector at once, or neither. */
  | 'no-peer';

export interface TextNode {
  readonly kind: 'text';
  readonly reason: TextReason;
  readonly place: FormPlace;
  readonly text: string;
  /** What it stands for. */
  readonly value: unknown;
}

export interface RequirementForm {
  readonly kind: 'requirement';
  readonly place: FormPlace;
  /** `label`: an entry of matchLabels. */
  readonly of: 'label' | 'expression';
  /** Position among those of its kind. */
  readonly index: number;
  readonly key: string;
  /** `=` for a label; else as written: `In`, `NotIn`, `Exists`, `DoesNotExist`. */
  readonly operator: string;
  readonly values: readonly string[];
}

export interface SelectorForm {
  readonly kind: 'selector';
  /** Absent where it is not written. */
  readonly place?: FormPlace;
  /** `everything`: `{}`, or lists that are empty. */
  readonly state: 'absent' | 'null' | 'everything' | 'requirements';
  readonly requirements: readonly (RequirementForm | TextNode)[];
  /** Fields that no selector has. */
  readonly others: readonly TextNode[];
}

/** Both must match. */
export interface PodsPeerForm {
  readonly kind: 'pods';
  readonly place: FormPlace;
  readonly comment?: string;
  /** `absent`: the namespace of the policy. */
  readonly namespaces: SelectorForm | TextNode;
  readonly pods: SelectorForm | TextNode;
  readonly others: readonly TextNode[];
}

export interface RangePeerForm {
  readonly kind: 'range';
  readonly place: FormPlace;
  readonly comment?: string;
  readonly cidr: string;
  readonly except: readonly { readonly cidr: string; readonly place: FormPlace }[];
  readonly others: readonly TextNode[];
}

export type PeerForm = PodsPeerForm | RangePeerForm | TextNode;

export interface PortForm {
  readonly kind: 'port';
  readonly place: FormPlace;
  /** Absent: TCP by default. */
  readonly protocol?: string;
  /** A number, a name, or every port where absent. */
  readonly port?: number | string;
  readonly endPort?: number;
  readonly others: readonly TextNode[];
}

/** Absent, null and empty mean the same to the API, everyone or every port, and are told apart. */
export interface ListForm<Item> {
  readonly state: 'absent' | 'null' | 'empty' | 'list';
  readonly place?: FormPlace;
  readonly items: readonly (Item | TextNode)[];
}

export interface RuleForm {
  readonly kind: 'rule';
  readonly place: FormPlace;
  /** Position in the list. */
  readonly index: number;
  /** The comment above it. */
  readonly comment?: string;
  readonly peers: ListForm<PodsPeerForm | RangePeerForm> | TextNode;
  readonly ports: ListForm<PortForm> | TextNode;
  readonly others: readonly TextNode[];
}

export interface DirectionForm {
  readonly kind: 'direction';
  readonly direction: Direction;
  /** Whether the policy isolates its pods for it. */
  readonly isolates: boolean;
  readonly rules: ListForm<RuleForm> | TextNode;
}

export interface TypesForm {
  readonly kind: 'types';
  readonly state: 'written' | 'defaulted';
  readonly values: readonly string[];
  readonly place?: FormPlace;
}

export interface PolicyForm {
  readonly name: string | undefined;
  readonly namespace: string | undefined;
  readonly subject: SelectorForm | TextNode;
  readonly types: TypesForm | TextNode;
  readonly ingress: DirectionForm;
  readonly egress: DirectionForm;
  /** Fields of the spec that no policy has. */
  readonly others: readonly TextNode[];
}
