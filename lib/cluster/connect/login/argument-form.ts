/** The arguments with which a command is known to do no more than to give a credential. */

import { isLoopback } from '../loopback.ts';

/** `value`: a plain word, no file and no address. An expression: what the value must match. */
export type FlagKind = 'value' | 'switch' | 'https' | 'loopback' | RegExp;

export interface ArgumentForm {
  /** The words without a flag, in order; any one of these. */
  readonly words: readonly (readonly (string | RegExp)[])[];
  readonly flags: Readonly<Record<string, FlagKind>>;
}

export function hasForm(args: readonly string[], { words, flags }: ArgumentForm): boolean {
  const found: string[] = [];
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? '';
    if (!arg.startsWith('-')) {
      found.push(arg);
      continue;
    }
    const equals = arg.startsWith('--') ? arg.indexOf('=') : -1;
    const name = equals < 0 ? arg : arg.slice(0, equals);
    const kind = Object.hasOwn(flags, name) ? flags[name] : undefined;
    if (kind === undefined) return false;
    if (kind === 'switch') {
      if (equals >= 0 && !/^(true|false)$/.test(arg.slice(equals + 1))) return false;
      continue;
    }
    const value = equals < 0 ? args[++at] : arg.slice(equals + 1);
    if (value === undefined || !isHarmless(value, kind)) return false;
  }
  return words.some((form) => sameWords(found, form));
}

function isHarmless(value: string, kind: FlagKind): boolean {
  if (kind instanceof RegExp) return kind.test(value);
  if (kind === 'https') return URL.parse(value)?.protocol === 'https:';
  if (kind === 'loopback') {
    return isLoopback(URL.parse(value.includes('://') ? value : `http://${value}`)?.hostname ?? '');
  }
  // Commands take `file://` and `@name` for the content of a file, and `http://` for what is there.
  return /^[^-@\p{Cc}][^\p{Cc}]*$/u.test(value) && !value.includes('://');
}

function sameWords(found: readonly string[], form: readonly (string | RegExp)[]): boolean {
  return (
    found.length === form.length &&
    form.every((part, at) => (typeof part === 'string' ? part === found[at] : part.test(found[at] ?? '')))
  );
}
