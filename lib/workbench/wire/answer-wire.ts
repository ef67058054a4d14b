/**
 * The answers of the analyst on their way from the worker to the page. A reachability and the effect of a draft are sent
 * as what differs from the last ones; everything else as it is. Readings come by a way of their own and may overtake the
 * reachability that they are of: they wait for it here.
 */

import type { Reachability, ReachabilityDiff } from '#engine';
import { sameJson } from '#stream';
import type { FromAnalyst } from '../state/analyst-messages.ts';
import type { DraftMeaning, DraftReading } from '../state/state.ts';
import { patchReachability, type ReachabilityPatch, reachabilityPatch } from './reachability-patch.ts';

type PlainAnswer = Exclude<FromAnalyst, { type: 'reachability' | 'draft effect' | 'reading' }>;

/** `number` counts the reachabilities that were sent. */
export type PackedAnswer =
  | PlainAnswer
  | {
      readonly type: 'whole reachability';
      readonly number: number;
      readonly revision: number;
      readonly whole: Reachability;
    }
  | {
      readonly type: 'patched reachability';
      readonly number: number;
      readonly revision: number;
      readonly patch: ReachabilityPatch;
    }
  | PackedReading;

/** An answer to a draft. */
export interface PackedReading {
  readonly type: 'packed reading';
  readonly answer: Unpacked<Drafted>;
  /** Absent while the draft has no effect to speak of. */
  readonly diff?: PackedDiff;
}

type Drafted = Extract<FromAnalyst, { type: 'draft effect' | 'reading' }>;
/** Without its diff. */
type Unpacked<A> = A extends { readonly meaning: DraftMeaning }
  ? Omit<A, 'meaning'> & { readonly meaning: Omit<DraftMeaning, 'diff'> }
  : Omit<A, 'reading'> & { readonly reading: Omit<DraftReading, 'diff'> };

/** Without `change`: exactly the diff that was sent last. `of` is the number of the reachability before the draft. */
export interface PackedDiff {
  readonly of: number;
  readonly change?: Omit<ReachabilityDiff, 'before' | 'after'> & { readonly after: ReachabilityPatch };
}

/** In the worker. */
export function answerPacker(): (answer: FromAnalyst) => PackedAnswer {
  let number = 0;
  let live: Reachability | undefined;
  let last: { readonly diff: ReachabilityDiff; readonly packed: PackedDiff } | undefined;

  const packReachability = (revision: number, next: Reachability): PackedAnswer => {
    const before = live;
    live = next;
    number++;
    if (!before) return { type: 'whole reachability', number, revision, whole: next };
    return { type: 'patched reachability', number, revision, patch: reachabilityPatch(before, next) };
  };
  const packDiff = (diff: ReachabilityDiff): PackedDiff => {
    if (last?.diff === diff && last.packed.of === number) return { of: number };
    const { before, after, ...lists } = diff;
    const packed: PackedDiff = { of: number, change: { ...lists, after: reachabilityPatch(before, after) } };
    const isSame = last !== undefined && sameJson(last.packed, packed);
    last = { diff, packed };
    return isSame ? { of: number } : packed;
  };
  const packDrafted = (answer: Drafted): PackedReading => {
    if (answer.type === 'reading') {
      const { diff, ...reading } = answer.reading;
      return { type: 'packed reading', answer: { type: 'reading', reading }, ...(diff && { diff: packDiff(diff) }) };
    }
    const { diff, ...meaning } = answer.meaning;
    return { type: 'packed reading', answer: { ...answer, meaning }, ...(diff && { diff: packDiff(diff) }) };
  };
  return (answer) => {
    if (answer.type === 'reachability') return packReachability(answer.revision, answer.reachability);
    return answer.type === 'reading' || answer.type === 'draft effect' ? packDrafted(answer) : answer;
  };
}

/** In the page: hands on each answer as the analyst gave it. What is as it was is the same object as before. */
export function answerUnpacker(handOn: (answer: FromAnalyst) => void): (packed: PackedAnswer) => void {
  let number = 0;
  let live: Reachability | undefined;
  let lastDiff: { readonly of: number; readonly diff: ReachabilityDiff } | undefined;
  let early: PackedReading[] = [];

  const takeReachability = (revision: number, next: Reachability, count: number) => {
    live = next;
    number = count;
    handOn({ type: 'reachability', revision, reachability: next });
    const waiting = early;
    early = [];
    for (const reading of waiting) takeReading(reading);
  };
  const unpackDiff = ({ of, change }: PackedDiff): ReachabilityDiff | undefined => {
    if (!live) return undefined;
    if (!change) return lastDiff?.of === of ? lastDiff.diff : undefined;
    const diff = { ...change, before: live, after: patchReachability(live, change.after) };
    lastDiff = { of, diff };
    return diff;
  };
  const takeReading = (packed: PackedReading) => {
    const { answer, diff } = packed;
    if (early.length > 0 || (diff && diff.of > number)) {
      early.push(packed);
      return;
    }
    // Of a cluster that was: the analyst reads the draft again whenever there is another, and says so next.
    if (diff && diff.of < number) return;
    const unpacked = diff && unpackDiff(diff);
    const withDiff = unpacked && { diff: unpacked };
    if (answer.type === 'reading') handOn({ type: 'reading', reading: { ...answer.reading, ...withDiff } });
    else handOn({ ...answer, meaning: { ...answer.meaning, ...withDiff } });
  };
  return (packed) => {
    if (packed.type === 'whole reachability') takeReachability(packed.revision, packed.whole, packed.number);
    else if (packed.type === 'patched reachability') {
      if (live) takeReachability(packed.revision, patchReachability(live, packed.patch), packed.number);
    } else if (packed.type === 'packed reading') takeReading(packed);
    else handOn(packed);
  };
}
