/** Reads flags and inputs of a command line, and says what is wrong with them as data: each program has its own words. */

import { parseArgs } from 'node:util';
import { nearest } from './nearest.mjs';

/**
 * @typedef {Readonly<Record<string, { readonly type: 'string' | 'boolean', readonly multiple?: boolean }>>} Flags
 * By name, without dashes.
 */

/**
 * @typedef {object} FlagProblem
 * @property {'unknown' | 'no-value-taken' | 'value-missing' | 'given-twice'} code
 * @property {string} name Without dashes; empty for a word that is no flag of this kind at all.
 * @property {string} word As it stands on the command line.
 * @property {string} [meant] With an unknown one: the known flag that is nearest, without dashes.
 */

/**
 * @typedef {object} CommandLine
 * @property {ReadonlyMap<string, readonly string[]>} values In order; empty for a switch.
 * @property {readonly string[]} inputs What is no flag, and all that follows `--`.
 * @property {FlagProblem} [problem] The first from the left; what stands after it is not read.
 */

/**
 * Both `--flag value` and `--flag=value` are read. A value that follows and begins with two dashes is taken for the
 * next flag.
 * @param {readonly string[]} argv
 * @param {Flags} flags
 * @returns {CommandLine}
 */
export function readCommandLine(argv, flags) {
  const options = /** @type {import('node:util').ParseArgsOptionsConfig} */ ({ ...flags });
  // Not strict: its sentences name neither the nearest flag nor one that is given twice.
  const { tokens } = parseArgs({ args: [...argv], options, strict: false, allowPositionals: true, tokens: true });
  /** @type {Map<string, string[]>} */
  const values = new Map();
  /** @type {string[]} */
  const inputs = [];
  for (const token of tokens) {
    if (token.kind === 'positional') inputs.push(token.value);
    if (token.kind !== 'option') continue;
    const problem = problemOf(token, argv[token.index] ?? token.rawName, flags, values);
    if (problem) return { values, inputs, problem };
    values.set(token.name, [...(values.get(token.name) ?? []), ...(token.value === undefined ? [] : [token.value])]);
  }
  return { values, inputs };
}

/**
 * @param {{ name: string, rawName: string, value?: string | undefined, inlineValue?: boolean | undefined }} token
 * @param {string} word
 * @param {Flags} flags
 * @param {ReadonlyMap<string, readonly string[]>} before
 * @returns {FlagProblem | undefined}
 */
function problemOf({ name, rawName, value, inlineValue }, word, flags, before) {
  const flag = rawName.startsWith('--') && Object.hasOwn(flags, name) ? flags[name] : undefined;
  if (!flag) {
    const meant = nearest(name, Object.keys(flags));
    return { code: 'unknown', name, word, ...(meant === undefined ? {} : { meant }) };
  }
  if (flag.type === 'boolean') return value === undefined ? undefined : { code: 'no-value-taken', name, word };
  if (!value || (inlineValue !== true && value.startsWith('--'))) return { code: 'value-missing', name, word };
  return before.has(name) && flag.multiple !== true ? { code: 'given-twice', name, word } : undefined;
}
