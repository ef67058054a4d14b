/** Something wrong in a text, as data: never thrown. */

import type { ProblemCode } from './problem-code.ts';

export interface TextRange {
  /** Character offsets into the text, end exclusive. */
  readonly start: number;
  readonly end: number;
  /** Lines and columns count from 1; the end column is exclusive. */
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export type Severity = 'error' | 'warning' | 'info';

/** Replaces what stands between two offsets. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A fix that takes one click. */
export interface QuickFix {
  /** For example `Add namespaceSelector ui`. */
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /** What it would do, for example `gives back ui to orders`. */
  readonly effect?: string;
}

/** Something to be said of a place in a text, whoever says it. */
export interface Marker {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly range: TextRange;
  /** Path in the document, for example `spec.ingress[0].from[0].ipBlock.cidr`. */
  readonly path?: string;
  /** A second sentence that explains. */
  readonly detail?: string;
  /** The likeliest first. */
  readonly fixes?: readonly QuickFix[];
}

/** Why a text cannot be read or would be refused: in the API server's own words where it would refuse. */
export interface Problem extends Marker {
  readonly code: ProblemCode;
}
