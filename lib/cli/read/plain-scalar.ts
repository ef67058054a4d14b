/** What a plain scalar means in the dialect of kubectl: as the whole reader says, for the use of the quick one. */

import { defineScalarTag, NOT_RESOLVED, type ScalarTagDefinition } from 'js-yaml';
import { Document, isScalar, type ScalarTag } from 'yaml';
import { DIALECT } from '#manifest';

/** Most texts, seen at a glance: beginning with a letter, and none of the words that are no text. */
const TEXT = /^[A-Za-z/]/;
const WORD = /^(y|yes|n|no|true|false|on|off|null)$/i;
const LONGEST_WORD = 5;
/** No number or word of the dialect is so long; regular expressions would not bear texts of any length. */
const LONGEST = 1000;

/** Those of the dialect that a plain scalar may have, in the order they are tried. */
const TAGS: readonly ScalarTag[] = new Document(null, DIALECT).schema.tags.filter(
  (tag): tag is ScalarTag => !tag.collection && tag.default === true && tag.test !== undefined,
);
/** What passes a tag's test has nothing to complain of. */
const IGNORED = () => undefined;

/** For a schema of js-yaml: takes every plain scalar that is not text. */
export const PLAIN_SCALAR: ScalarTagDefinition<unknown> = defineScalarTag<unknown>('tag:yaml.org,2002:null', {
  implicit: true,
  resolve: (source, isExplicit) => (isExplicit ? NOT_RESOLVED : resolvePlain(source)),
  identify: () => false,
});

function resolvePlain(source: string): unknown {
  if (source.length > LONGEST) return NOT_RESOLVED;
  if (TEXT.test(source) && (source.length > LONGEST_WORD || !WORD.test(source))) return NOT_RESOLVED;
  const value = TAGS.find(({ test }) => test?.test(source))?.resolve(source, IGNORED, {});
  const plain = isScalar(value) ? value.value : value;
  return plain === undefined || typeof plain === 'string' ? NOT_RESOLVED : plain;
}
