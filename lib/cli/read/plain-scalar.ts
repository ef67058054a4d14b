/** What a plain scalar means in the dialect of kubectl; the common cases at once, all others as the YAML reader says. */

import { parseDocument } from 'yaml';
import { DIALECT } from '#manifest';

const NUMBER = /^(0|[1-9][0-9]{0,14})$/;
const BEGINS_TEXT = /^[A-Za-z/]/;
/** The only words beginning with a letter that are no text. */
const WORD = /^(y|yes|n|no|true|false|on|off|null)$/i;
const LONGEST_WORD = 5;
const IPV4 = /^[0-9]{1,3}(\.[0-9]{1,3}){3}(\/[0-9]{1,2})?$/;
const REMEMBERED = 10_000;
/** No number or word of the dialect is so long; regular expressions would not bear texts of any length. */
const LONGEST = 1000;

export class PlainScalars {
  readonly #known = new Map<string, unknown>();

  /** Text, number, boolean or null. */
  resolve(source: string): unknown {
    if (source.length > LONGEST) return source;
    if (BEGINS_TEXT.test(source) && (source.length > LONGEST_WORD || !WORD.test(source))) return source;
    if (NUMBER.test(source)) return Number(source);
    if (IPV4.test(source)) return source;
    const known = this.#known.get(source);
    if (known !== undefined || this.#known.has(source)) return known;
    const value = parseDocument(source, DIALECT).toJS() as unknown;
    if (this.#known.size < REMEMBERED) this.#known.set(source, value);
    return value;
  }
}
