/**
 * YAML as kubectl and the API server read it: version 1.1, where `no`, `on` and `0777` are no text, but without its
 * base-60 numbers and dates, which their reader leaves alone.
 */

import type { DocumentOptions, ParseOptions, ScalarTag, SchemaOptions, Tags } from 'yaml';

const NOT_READ = /:(omap|pairs|set|timestamp|binary)$/;

/** Their reader also takes the octal numbers of YAML 1.2. */
const OCTAL: ScalarTag = {
  tag: 'tag:yaml.org,2002:int',
  default: true,
  test: /^[-+]?0o[0-7_]+$/,
  resolve: (source) => (source.startsWith('-') ? -1 : 1) * Number.parseInt(source.replace(/^[-+]?0o|_/g, ''), 8),
};

export const DIALECT: ParseOptions & DocumentOptions & SchemaOptions = {
  version: '1.1',
  prettyErrors: false,
  // Compared pair by pair this takes minutes on a hostile text: duplicates are found in one pass (yaml-faults.ts).
  uniqueKeys: false,
  logLevel: 'silent',
  customTags: (tags: Tags): Tags => [
    OCTAL,
    ...tags.filter((tag) => typeof tag === 'string' || isRead(tag as ScalarTag)),
  ],
};

/** At most so many uses of anchors, counted with what they stand for. */
export const MAX_ALIASES = 50;

function isRead(tag: ScalarTag): boolean {
  return !NOT_READ.test(tag.tag) && tag.format !== 'TIME';
}

/**
 * What a plain scalar would be under YAML 1.2, where that differs: people who know only 1.2 are surprised.
 * Undefined when both readings agree.
 */
export function surprise(source: string, value: unknown): string | undefined {
  if (typeof value === 'boolean' && !/^(true|True|TRUE|false|False|FALSE)$/.test(source)) return 'text';
  if (typeof value !== 'number') return undefined;
  if (/^[-+]?0[0-7_]+$/.test(source) && /[1-7]/.test(source)) return 'another number';
  return source.includes('_') || /^[-+]?0b/.test(source) ? 'text' : undefined;
}
