/** Findings on a drafted policy as markers in its text: each at its place, with its fixes as edits of the text. */

import {
  type ConnectionChange,
  counted,
  type Engine,
  type NetworkPolicy,
  namesOrCount,
  type PolicyEdit,
  policyId,
  type ReachabilityDiff,
} from '#engine';
import { editsTowards, type Marker, type PolicyDocument, type QuickFix } from '#manifest';
import type { FindingCode } from '../codes.ts';
import type { Finding } from '../finding.ts';
import { tell } from '../words/words.ts';

/** A finding at its place in a text. */
export interface FindingMarker extends Marker {
  readonly code: `finding/${FindingCode}`;
}

/** The draft as a whole, and its effect: what a fix changes is told beside that. */
export interface DraftEffect {
  readonly engine: Engine;
  readonly edits: readonly PolicyEdit[];
  readonly diff: ReachabilityDiff | undefined;
  /** What the draft with a policy of it put right does otherwise than the draft as it is. */
  effectOf(mended: NetworkPolicy): string;
}

/** Effects of fixes are remembered: findings stay while a text is typed on and its meaning is as before. */
export function draftEffect(engine: Engine, edits: readonly PolicyEdit[], diff: DraftEffect['diff']): DraftEffect {
  const known = new Map<NetworkPolicy, string>();
  return {
    engine,
    edits,
    diff,
    effectOf: (policy) => {
      const effect = known.get(policy) ?? effectOf(policy, { engine, edits, diff });
      known.set(policy, effect);
      return effect;
    },
  };
}

export function findingMarkers(
  document: PolicyDocument,
  text: string,
  findings: readonly Finding[],
  draft: DraftEffect,
): readonly FindingMarker[] {
  return findings
    .filter(({ policy }) => policy === document.id)
    .map((finding) => {
      const { code, severity, path, mark } = finding;
      const { title, sentence } = tell(finding);
      const fixes = quickFixes(finding, document, text, draft);
      return {
        code: `finding/${code}`,
        // The server takes such a text: it is no error of the text.
        severity: severity === 'error' ? 'warning' : severity,
        message: `${title}.`,
        detail: sentence,
        path,
        range: document.locate(mark ?? path),
        ...(fixes.length > 0 && { fixes }),
      };
    });
}

function quickFixes(
  { fixes }: Finding,
  document: PolicyDocument,
  text: string,
  draft: DraftEffect,
): readonly QuickFix[] {
  return fixes.flatMap(({ label, policy }) => {
    const edits = editsTowards(text, document, policy);
    return edits.length > 0 ? [{ title: label, edits, effect: draft.effectOf(policy) }] : [];
  });
}

/** What the draft with the fix does otherwise than the draft without. */
function effectOf(policy: NetworkPolicy, { engine, edits, diff }: Omit<DraftEffect, 'effectOf'>): string {
  const id = policyId(policy);
  const mended = edits.map((edit) =>
    edit.action === 'put' && policyId(edit.policy) === id ? ({ action: 'put', policy } as const) : edit,
  );
  const after = engine.diff(mended);
  const back = without(diff?.removed ?? [], after.removed);
  const removed = without(after.removed, diff?.removed ?? []);
  const [added, taken] = [without(after.added, diff?.added ?? []), without(diff?.added ?? [], after.added)];
  const parts = [
    back.length > 0 && `gives back ${pairWords(back)}`,
    added.length > 0 && `admits ${pairWords(added)}`,
    removed.length > 0 && `removes ${counted(removed.length, 'pair')} more`,
    taken.length > 0 && `no longer adds ${counted(taken.length, 'pair')}`,
  ].filter((part) => part !== false);
  return parts.join(', ') || 'changes no pair today';
}

function without(
  changes: readonly ConnectionChange[],
  others: readonly ConnectionChange[],
): readonly ConnectionChange[] {
  const known = new Set(others.map(({ source, destination }) => `${source} ${destination}`));
  return changes.filter(({ source, destination }) => !known.has(`${source} ${destination}`));
}

function pairWords(changes: readonly ConnectionChange[]): string {
  const names = (ids: readonly string[]) => namesOrCount([...new Set(ids)]);
  return `${names(changes.map(({ source }) => source))} to ${names(changes.map(({ destination }) => destination))}`;
}
