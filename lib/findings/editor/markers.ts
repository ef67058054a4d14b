/** Findings on a drafted policy as problems in its text: each at its place, with its fixes as edits of the text. */

import { type Engine, type NetworkPolicy, namesOrCount, type ReachabilityDiff } from '#engine';
import { editsTowards, type Marker, type PolicyDocument, type QuickFix } from '#manifest';
import type { FindingCode } from '../codes.ts';
import type { Finding, Fix } from '../finding.ts';
import { impactOf, impactWords } from '../impact.ts';
import { tell } from '../words/words.ts';

/** A finding at its place in a text. */
export interface FindingMarker extends Marker {
  readonly code: `finding/${FindingCode}`;
}

/** `diff` is the effect of the whole draft, to say what a fix gives back of it. */
export function findingMarkers(
  document: PolicyDocument,
  text: string,
  findings: readonly Finding[],
  engine: Engine,
  diff?: ReachabilityDiff,
): readonly FindingMarker[] {
  return findings
    .filter(({ policy }) => policy === document.id)
    .map((finding) => markerOf(finding, document, text, (policy) => effectOf(policy, engine, diff)));
}

function markerOf(
  finding: Finding,
  document: PolicyDocument,
  text: string,
  effect: (policy: NetworkPolicy) => string,
): FindingMarker {
  const { code, severity, path, mark } = finding;
  const { title, sentence } = tell(finding);
  const fixes = finding.fixes.flatMap(({ label, policy }: Fix): readonly QuickFix[] => {
    const edits = editsTowards(text, document, policy);
    return edits.length > 0 ? [{ title: label, edits, effect: effect(policy) }] : [];
  });
  return {
    code: `finding/${code}`,
    // A finding is no reason to refuse the text: it is one that the server takes.
    severity: severity === 'error' ? 'warning' : severity,
    message: `${title}.`,
    detail: sentence,
    path,
    range: document.locate(mark ?? path),
    ...(fixes.length > 0 && { fixes }),
  };
}

/** In names, where it only gives back what the draft takes away; else in numbers, against the cluster as it is. */
function effectOf(policy: NetworkPolicy, engine: Engine, diff: ReachabilityDiff | undefined): string {
  const after = engine.diff([{ action: 'put', policy }]);
  const lost = new Map(diff?.removed.map((pair) => [`${pair.source} ${pair.destination}`, pair]));
  for (const { source, destination } of after.removed) lost.delete(`${source} ${destination}`);
  const back = [...lost.values()];
  if (back.length === 0) return impactWords(impactOf(engine, policy));
  const names = (ids: readonly string[]) => namesOrCount([...new Set(ids)]);
  const given = `gives back ${names(back.map(({ source }) => source))} to ${names(back.map(({ destination }) => destination))}`;
  const { removed, added } = after;
  return removed.length + added.length > 0 ? `${given}, ${impactWords(impactOf(engine, policy))}` : given;
}
