/** Every code of a problem: stable, for tests and links. */

import type { ErrorCode } from 'yaml';
import type { CauseReason } from './field-error.ts';

/** `BAD_INDENT` to `bad-indent`. */
type OfSnake<S extends string> = S extends `${infer Head}_${infer Tail}`
  ? `${Lowercase<Head>}-${OfSnake<Tail>}`
  : Lowercase<S>;

/** `ValueTypeInvalid` to `value-type-invalid`. */
type OfPascal<S extends string> = S extends `${infer Head}${infer Tail}`
  ? Tail extends Uncapitalize<Tail>
    ? `${Lowercase<Head>}${OfPascal<Tail>}`
    : `${Lowercase<Head>}-${OfPascal<Tail>}`
  : S;

/** What the YAML reader itself refuses. */
export type SyntaxCode = `yaml/${OfSnake<ErrorCode>}`;

/** What the API server's validation refuses, by its reason. */
export type CauseCode = `policy/${OfPascal<CauseReason extends `Field${infer Reason}` ? Reason : never>}`;

/** Limits of the reader. */
export type LimitCode =
  | 'yaml/too-large'
  | 'yaml/too-many-nodes'
  | 'yaml/too-many-documents'
  | 'yaml/too-deep'
  | 'yaml/unreadable';

export type ProblemCode =
  | SyntaxCode
  | LimitCode
  | 'yaml/aliases'
  | 'yaml/tag'
  | 'yaml/key'
  | 'yaml/key-read-as'
  | 'yaml/read-as'
  | CauseCode
  | 'policy/no-object'
  | 'policy/kind'
  | 'policy/api-version'
  | 'policy/unknown-field'
  | 'policy/wrong-type'
  | 'policy/cidr'
  | 'policy/twice'
  | 'policy/empty'
  /** The server was asked, and refused. */
  | 'server/refused';

export function syntaxCode(code: ErrorCode): SyntaxCode {
  // The compiler does not follow what replaceAll does to a literal; the two transformations are the same.
  return `yaml/${code.toLowerCase().replaceAll('_', '-')}` as SyntaxCode;
}

/** `FieldValueInvalid` to `policy/value-invalid`. */
export function causeCode(reason: CauseReason): CauseCode {
  const words = reason.slice('Field'.length).replaceAll(/(?!^)[A-Z]/g, '-$&');
  return `policy/${words.toLowerCase()}` as CauseCode;
}
