/** What a plain scalar means in the dialect of kubectl; the common cases at once, all others as the YAML reader says. */

import { parseDocument } from 'yaml';
import { DIALECT } from '#manifest';

const NUMBER = /^(0|[1-9][0-9]{0,14})$/;
/** Longer than any word of the dialect, and nothing that may begin a number. */
const SURELY_TEXT = /^[A-Za-z/].{5,}$/;
const IPV4 = /^[0-9]{1,3}(\.[0-9]{1,3}){3}(\/[0-9]{1,2})?$/;

export class PlainScalars {
  /** Words that are short come again and again. */
  readonly #known = new Map<string, unknown>();

  /** Text, number, boolean or null. */
  resolve(source: string): unknown {
    if (SURELY_TEXT.test(source) || IPV4.test(source)) return source;
    if (NUMBER.test(source)) return Number(source);
    const known = this.#known.get(source);
    if (known !== undefined || this.#known.has(source)) return known;
    const value = parseDocument(source, DIALECT).toJS() as unknown;
    if (this.#known.size < 10_000) this.#known.set(source, value);
    return value;
  }
}
