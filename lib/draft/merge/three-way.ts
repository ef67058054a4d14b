/**
 * Three versions of a policy: the one an edit began from, the one that is stored now, and the one that was typed. What
 * differs becomes hunks, each with a choice; whatever is chosen, no change of either side goes without being shown.
 */

import type { NetworkPolicy } from '#engine';
import { alignItems } from './align-items.ts';
import { isFields, sameValue } from './same-value.ts';

/** `both`: their items, then mine. Only lists hold both. */
export type Choice = 'theirs' | 'mine' | 'both';

export interface Hunk {
  /** Unique among the hunks of a merge. */
  readonly id: string;
  /** For example `spec.ingress[1].ports`. */
  readonly path: string;
  /** Who changed it since the edit began. */
  readonly changedBy: Choice;
  /** Undefined where it is absent; of a list the items that differ. */
  readonly base: unknown;
  readonly theirs: unknown;
  readonly mine: unknown;
  readonly isItems: boolean;
}

export interface Merge {
  readonly hunks: readonly Hunk[];
  /** By id of the hunk. Where nothing is chosen: what one side alone changed is taken, else mine. */
  result(choices: Readonly<Record<string, Choice>>): NetworkPolicy;
}

type Node =
  | { readonly is: 'value'; readonly value: unknown }
  | { readonly is: 'hunk'; readonly hunk: Hunk }
  | { readonly is: 'fields'; readonly fields: readonly (readonly [string, Node])[] }
  /** Values and hunks in it stand for runs of items. */
  | { readonly is: 'list'; readonly runs: readonly (Node | { readonly is: 'item'; readonly node: Node })[] };

interface Three {
  readonly base: unknown;
  readonly theirs: unknown;
  readonly mine: unknown;
}

/** Identity and bookkeeping of the server are no part of it: name and namespace are those of `mine`. */
export function mergePolicies(base: NetworkPolicy, theirs: NetworkPolicy, mine: NetworkPolicy): Merge {
  const parts = [
    ['metadata', 'labels'],
    ['metadata', 'annotations'],
    ['spec', undefined],
  ] as const;
  const nodes = parts.map(([part, field]) => {
    const of = (policy: NetworkPolicy) => (field ? policy.metadata[field] : policy.spec);
    return nodeOf({ base: of(base), theirs: of(theirs), mine: of(mine) }, field ? `${part}.${field}` : part);
  });
  const hunks = nodes.flatMap(hunksIn);
  return {
    hunks,
    result: (choices) => {
      const [labels, annotations, spec] = nodes.map((node) => chosenOf(node, choices));
      const { labels: _, annotations: __, ...metadata } = mine.metadata;
      const whole = {
        ...mine,
        metadata: { ...metadata, ...present({ labels }), ...present({ annotations }) },
        ...present({ spec }),
      };
      if (spec === undefined) Reflect.deleteProperty(whole, 'spec');
      return whole as NetworkPolicy;
    },
  };
}

function nodeOf(three: Three, path: string): Node {
  const { base, theirs, mine } = three;
  if (sameValue(theirs, mine)) return { is: 'value', value: mine };
  if (isOpened(path) && isFields(theirs) && isFields(mine) && (base === undefined || isFields(base))) {
    const keys = [...new Set([...Object.keys(mine), ...Object.keys(theirs)])];
    const before = isFields(base) ? base : {};
    const fields = keys.map((key) => {
      const name = /^[\w]+$/.test(key) ? `${path}.${key}` : `${path}[${key}]`;
      return [key, nodeOf({ base: own(before, key), theirs: own(theirs, key), mine: own(mine, key) }, name)] as const;
    });
    return { is: 'fields', fields };
  }
  if (isList(path) && Array.isArray(theirs) && Array.isArray(mine) && (base === undefined || Array.isArray(base))) {
    return listOf({ base: Array.isArray(base) ? base : [], theirs, mine }, path);
  }
  return { is: 'hunk', hunk: hunkOf(three, path, false) };
}

/**
 * A selector, a peer or a port is decided as a whole: two halves of two authors' selectors would select what neither
 * meant.
 */
function isOpened(path: string): boolean {
  return /^(metadata\.(labels|annotations)|spec|spec\.(ingress|egress)\[\d+\])$/.test(path);
}

function isList(path: string): boolean {
  return /^spec\.(ingress|egress)(\[\d+\]\.(from|to|ports))?$/.test(path);
}

function listOf(
  { base, theirs, mine }: { base: readonly unknown[]; theirs: readonly unknown[]; mine: readonly unknown[] },
  path: string,
): Node {
  const runs = alignItems(base, theirs, mine).flatMap((run): Extract<Node, { is: 'list' }>['runs'] => {
    if (sameValue(run.theirs, run.mine)) return [{ is: 'value', value: run.mine }];
    const isPaired = run.base.length === run.theirs.length && run.base.length === run.mine.length;
    if (isPaired && isOpened(`${path}[${run.at}]`)) {
      return run.mine.map((item, at) => {
        const three = { base: run.base[at], theirs: run.theirs[at], mine: item };
        return { is: 'item' as const, node: nodeOf(three, `${path}[${run.at + at}]`) };
      });
    }
    return [{ is: 'hunk', hunk: hunkOf(run, `${path}[${run.at}]`, true) }];
  });
  return { is: 'list', runs };
}

function hunkOf({ base, theirs, mine }: Three, path: string, isItems: boolean): Hunk {
  const changedBy = sameValue(base, theirs) ? 'mine' : sameValue(base, mine) ? 'theirs' : 'both';
  return { id: path, path, changedBy, base, theirs, mine, isItems };
}

function hunksIn(node: Node): readonly Hunk[] {
  if (node.is === 'hunk') return [node.hunk];
  if (node.is === 'fields') return node.fields.flatMap(([, field]) => hunksIn(field));
  return node.is === 'list' ? node.runs.flatMap((run) => hunksIn(run.is === 'item' ? run.node : run)) : [];
}

function chosenOf(node: Node, choices: Readonly<Record<string, Choice>>): unknown {
  switch (node.is) {
    case 'value':
      return node.value;
    case 'hunk':
      return chosen(node.hunk, choices);
    case 'fields': {
      const entries = node.fields.map(([key, field]) => [key, chosenOf(field, choices)] as const);
      return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
    }
    case 'list':
      return node.runs.flatMap((run) => (run.is === 'item' ? [chosenOf(run.node, choices)] : chosenOf(run, choices)));
  }
}

function chosen({ id, changedBy, theirs, mine, isItems }: Hunk, choices: Readonly<Record<string, Choice>>): unknown {
  const choice = choices[id] ?? (changedBy === 'theirs' ? 'theirs' : 'mine');
  if (choice === 'both' && isItems && Array.isArray(theirs) && Array.isArray(mine)) return [...theirs, ...mine];
  return choice === 'theirs' ? theirs : mine;
}

function own(fields: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(fields, key) ? fields[key] : undefined;
}

function present(fields: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
