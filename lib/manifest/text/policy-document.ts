/** A text of one or several YAML documents, read as policies. */

import type { NetworkPolicy, PolicyId } from '#engine';
import type { Problem, TextRange } from '../problems/problem.ts';

export interface PolicyDocument {
  /** Position among the documents of the text, from 0. */
  readonly index: number;
  readonly range: TextRange;
  /** The whole value as JSON, nothing dropped; undefined when the YAML does not parse. */
  readonly json?: unknown;
  /**
   * The policy, when it is good enough to be judged: kind and version right, names present, no error that would
   * make its meaning a guess. A draft with a problem elsewhere keeps its last good meaning by the caller.
   */
  readonly policy?: NetworkPolicy;
  /** Known as soon as it is a NetworkPolicy with a name, also where its meaning is not. */
  readonly id?: PolicyId;
  readonly problems: readonly Problem[];
  /** Range of a path (`spec.ingress[0].from[0].ipBlock.cidr`, `.spec.ingress`), or of its nearest existing ancestor. */
  locate(path: string): TextRange;
}

export interface ParseOptions {
  /** Used where metadata.namespace is absent, as kubectl does with -n. */
  readonly defaultNamespace: string;
}
