/** The policy around the cursor, as far as it reads while it is typed: what a selector beside it says narrows a list. */

import type { LabelSelector, Labels } from '#engine';
import { readYaml } from '#manifest';

export type Path = readonly (string | number)[];

export interface TypedPolicy {
  readonly namespace: string;
  /** What stands at a path; undefined where nothing does. */
  valueAt(path: Path): unknown;
  /** The selector at a path without what is not sound in it; undefined where there is none. */
  selectorAt(path: Path): LabelSelector | undefined;
}

/** `at` counts the documents that `---` divides. */
export function typedPolicy(text: string, at: number, defaultNamespace: string): TypedPolicy {
  const json = jsonOf(text, at);
  const valueAt = (path: Path) => path.reduce<unknown>(memberOf, json);
  const namespace = valueAt(['metadata', 'namespace']);
  return {
    namespace: typeof namespace === 'string' && namespace !== '' ? namespace : defaultNamespace,
    valueAt,
    selectorAt: (path) => {
      const value = valueAt(path);
      return isFields(value) ? soundSelector(value) : undefined;
    },
  };
}

function jsonOf(text: string, at: number): unknown {
  try {
    // A text that begins with a mark has no document before it.
    const first = /^\s*(#[^\n]*\n\s*)*---/.test(text) ? 1 : 0;
    return readYaml(text).documents[Math.max(0, at - first)]?.toJS({ maxAliasCount: 0 });
  } catch {
    // Aliases and half-typed words: then nothing narrows the list.
    return undefined;
  }
}

function memberOf(value: unknown, step: string | number): unknown {
  if (Array.isArray(value)) return typeof step === 'number' ? value[step] : undefined;
  return isFields(value) && Object.hasOwn(value, step) ? value[step] : undefined;
}

function soundSelector(value: Readonly<Record<string, unknown>>): LabelSelector {
  const labels = isFields(value.matchLabels) ? value.matchLabels : {};
  const entries = Object.entries(labels).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return { matchLabels: Object.fromEntries(entries) satisfies Labels };
}

function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
