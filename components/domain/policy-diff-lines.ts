/** Two versions of a policy line by line, with the lines nobody drafted marked. */

import { diffArrays } from 'diff';
import type { NetworkPolicy } from '#engine';
import { renderPolicy } from '#manifest';

export type DiffLine =
  | { readonly kind: 'same' | 'added' | 'removed'; readonly text: string; readonly byServer: boolean }
  | { readonly kind: 'fold'; readonly lines: number };

/** Unchanged lines kept around a change. */
const CONTEXT = 3;
/** A fold of one or two lines would take as much room as the lines. */
const SHORTEST_FOLD = 3;

export interface PolicySides {
  readonly before?: NetworkPolicy | undefined;
  readonly after?: NetworkPolicy | undefined;
  /** The policy as drafted; what is stored beyond it comes from the server. */
  readonly drafted?: NetworkPolicy | undefined;
}

export function policyDiffLines({ before, after, drafted }: PolicySides): readonly DiffLine[] {
  const now = linesOf(before);
  const then = linesOf(after);
  const undrafted = drafted && after ? addedTo(linesOf(drafted), then) : new Set<number>();
  const lines: Exclude<DiffLine, { kind: 'fold' }>[] = [];
  let at = 0;
  for (const part of diffArrays([...now], [...then])) {
    for (const text of part.value) {
      if (part.removed) {
        lines.push({ kind: 'removed', text, byServer: false });
        continue;
      }
      lines.push({ kind: part.added ? 'added' : 'same', text, byServer: undrafted.has(at) });
      at++;
    }
  }
  return folded(lines);
}

function linesOf(policy: NetworkPolicy | undefined): readonly string[] {
  return policy ? renderPolicy(policy).trimEnd().split('\n') : [];
}

/**
 * Indices of the lines of `then` that `drafted` does not have. The first field of a list item carries its dash: another
 * field put before it makes no other line of it.
 */
function addedTo(drafted: readonly string[], then: readonly string[]): ReadonlySet<number> {
  const added = new Set<number>();
  let at = 0;
  for (const part of diffArrays(drafted.map(withoutDashes), then.map(withoutDashes))) {
    if (part.removed) continue;
    for (const _ of part.value) {
      if (part.added) added.add(at);
      at++;
    }
  }
  return added;
}

function withoutDashes(line: string): string {
  return line.replace(
    /^(\s*)((?:- )+)(?=\S+:)/,
    (_, blanks: string, dashes: string) => blanks + ' '.repeat(dashes.length),
  );
}

function folded(lines: readonly Exclude<DiffLine, { kind: 'fold' }>[]): readonly DiffLine[] {
  const near = lines.map((_, index) =>
    lines.slice(Math.max(0, index - CONTEXT), index + CONTEXT + 1).some((line) => line.kind !== 'same'),
  );
  const result: DiffLine[] = [];
  for (let start = 0; start < lines.length; ) {
    let end = start;
    while (end < lines.length && near[end] === near[start]) end++;
    const run = lines.slice(start, end);
    if (near[start] || run.length < SHORTEST_FOLD) result.push(...run);
    else result.push({ kind: 'fold', lines: run.length });
    start = end;
  }
  return result;
}
