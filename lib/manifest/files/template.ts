/** Templates of Helm and the like, which are no YAML before they are rendered. */

export interface Template {
  /** Lines before its first placeholder. */
  readonly before: number;
  /** The kind of policy it would make: every verdict may hang on it. */
  readonly policy?: string;
}

const PLACEHOLDER = /\{\{/;
const POLICY = /^\s*(?:- )?kind:\s*["']?(\w*NetworkPolicy)\b/m;

/** Of a text that is not valid YAML; undefined where it is no template either. */
export function templateIn(text: string): Template | undefined {
  const placeholder = PLACEHOLDER.exec(text);
  if (!placeholder) return undefined;
  const before = text.slice(0, placeholder.index).split('\n').length - 1;
  const policy = POLICY.exec(text)?.[1];
  return { before, ...(policy !== undefined && { policy }) };
}
