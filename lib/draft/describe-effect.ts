/** The effect of a draft in words, in the order removes, adds, isolates, DNS. */

import {
  type ConnectionChange,
  counted,
  type Direction,
  grouped,
  type IsolationChange,
  namesOrCount,
  type ReachabilityDiff,
  type WorkloadId,
  workloadName,
} from '#engine';
import type { EffectInWords, Phrase } from './effect.ts';

export function describeEffect(diff: ReachabilityDiff): EffectInWords {
  const sentences = [connections(diff), ...isolation(diff.isolation), ...dns(diff)].filter((part) => part.length > 0);
  const phrases = sentences.flatMap((sentence, index) => (index === 0 ? sentence : [plain(' '), ...sentence]));
  return { phrases, sentence: phrases.map((phrase) => phrase.text).join('') };
}

function connections(diff: ReachabilityDiff): readonly Phrase[] {
  const { allowed } = diff.before.totals;
  const [removed, added, changed] = [diff.removed, diff.added, diff.changed].map(certain) as [number, number, number];
  const unsure = diff.removed.length + diff.added.length + diff.changed.length - removed - added - changed;
  const others = `policies of other kinds, which are not judged, may decide`;
  const maybe = unsure === 0 ? [] : [strong(` May change ${grouped(unsure)} more: ${others}.`)];
  const noun = `allowed connection${allowed === 1 ? '' : 's'}`;
  const parts: Phrase[][] = [];
  if (removed > 0)
    parts.push([
      strong('removes '),
      { text: `${grouped(removed)} of ${grouped(allowed)}`, tone: 'removes' },
      strong(` ${noun}`),
    ]);
  if (added > 0 && removed > 0) parts.push([strong('adds '), { text: grouped(added), tone: 'adds' }]);
  if (added > 0 && removed === 0)
    parts.push([strong('adds '), { text: grouped(added), tone: 'adds' }, strong(` to ${grouped(allowed)} ${noun}`)]);
  if (changed > 0) parts.push([strong(`changes the ports of ${grouped(changed)}`)]);
  if (parts.length === 0) return [strong(`Changes none of ${grouped(allowed)} ${noun}.`), ...maybe];
  const phrases = parts.flatMap((part, index) => (index === 0 ? part : [strong(', '), ...part]));
  return [...capitalised(phrases), strong('.'), ...maybe];
}

function certain(changes: readonly ConnectionChange[]): number {
  return changes.filter(({ unknown }) => !unknown).length;
}

/** One sentence a direction and way: a sentence a workload would not be read. */
function isolation(changes: readonly IsolationChange[]): readonly (readonly Phrase[])[] {
  return (['isolated', 'open'] as const).flatMap((becomes) =>
    (['ingress', 'egress'] as const).flatMap((direction) => {
      const same = changes.filter((change) => change.becomes === becomes && change.direction === direction);
      const verb = becomes === 'isolated' ? 'Isolates' : 'Opens';
      const [first] = same;
      if (!first) return [];
      const head = `${verb} ${namesOrCount(same.map((change) => change.workload))} for ${direction}`;
      return [same.length === 1 ? [plain(`${head}: `), ...peersOf(first)] : [plain(`${head}.`)]];
    }),
  );
}

function peersOf({ direction, peersBefore, peersAfter }: IsolationChange): readonly Phrase[] {
  if (peersAfter === 0) return [strong(`${reaches(direction, 'no workload')}.`)];
  if (peersBefore === peersAfter) return [plain(`${reaches(direction, counted(peersAfter, 'workload'))} as before.`)];
  return [plain(`${reaches(direction, counted(peersBefore, 'workload'))} now, ${peersAfter} after.`)];
}

function reaches(direction: Direction, workloads: string): string {
  return direction === 'ingress' ? `${workloads} may reach it` : `it may reach ${workloads}`;
}

/** Said also when nothing happens to it, as soon as something is lost: it is the first thing to fear. */
function dns({
  dns: { cut, cutOverTcp, restored },
  removed,
  isolation: changes,
}: ReachabilityDiff): readonly (readonly Phrase[])[] {
  const sentences: Phrase[][] = [];
  const isUnsure = removed.some(({ unknown }) => unknown);
  // Policies of other kinds may have denied it before, or allow it all the same.
  if (cut.length > 0 && isUnsure) sentences.push([plain(`May cut DNS for ${namesOrCount(cut)}.`)]);
  else if (cut.length > 0) sentences.push([{ text: `Cuts DNS for ${namesOrCount(cut)}.`, tone: 'removes' }]);
  if (cutOverTcp.length > 0)
    sentences.push([{ text: `Cuts DNS over TCP for ${namesOrCount(cutOverTcp)}.`, tone: 'removes' }]);
  if (restored.length > 0) sentences.push([plain(`Gives DNS back to ${namesOrCount(restored)}.`)]);
  const mayFear = removed.length > 0 || changes.some((change) => change.becomes === 'isolated');
  if (cut.length === 0 && cutOverTcp.length === 0 && mayFear)
    sentences.push([plain(isUnsure ? 'Network policies do not cut DNS.' : 'DNS is not cut.')]);
  return sentences;
}

function plain(text: string): Phrase {
  return { text };
}

function strong(text: string): Phrase {
  return { text, tone: 'strong' };
}

function capitalised([first, ...rest]: readonly Phrase[]): readonly Phrase[] {
  return first ? [{ ...first, text: first.text.charAt(0).toUpperCase() + first.text.slice(1) }, ...rest] : [];
}

/** `orders to catalog`: a row of the list of changes. */
export function pairWords(source: WorkloadId, destination: WorkloadId): string {
  return `${workloadName(source)} to ${workloadName(destination)}`;
}
