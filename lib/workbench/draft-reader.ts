/**
 * Reads the texts of a draft against an engine: documents with their problems, hints behind lines, the exact effect.
 * While a text is broken its last good meaning stays on the map, and the reading says that it is outdated.
 */

import { describeEffect, type Edit, findMistakes, hintsFor } from '#draft';
import type { Engine, NetworkPolicy, PolicyEdit, ReachabilityDiff } from '#engine';
import { type PolicyDocument, parsePolicies } from '#manifest';
import type { DocumentReading, DraftReading, EditReading } from './state.ts';

type ReadDraft = (engine: Engine, turn: number, edits: readonly Edit[]) => DraftReading;

export function createDraftReader(): ReadDraft {
  const lastGood = new Map<string, readonly NetworkPolicy[]>();
  return (engine, turn, edits) => {
    const texts: { edit: Edit; documents: readonly PolicyDocument[] }[] = [];
    const policyEdits: PolicyEdit[] = [];
    let outdated = false;
    for (const edit of edits) {
      const documents = edit.action === 'put' ? parsePolicies(edit.text, { defaultNamespace: edit.namespace }) : [];
      texts.push({ edit, documents });
      if (edit.action === 'delete') {
        if (edit.baseId) policyEdits.push({ action: 'delete', id: edit.baseId });
        continue;
      }
      const policies = judged(documents);
      if (policies) lastGood.set(edit.key, policies);
      else outdated = true;
      for (const policy of lastGood.get(edit.key) ?? []) policyEdits.push({ action: 'put', policy });
    }
    for (const key of lastGood.keys()) if (!edits.some((edit) => edit.key === key)) lastGood.delete(key);
    const diff = policyEdits.length > 0 ? engine.diff(policyEdits) : undefined;
    const readings = texts.map(({ edit, documents }) => readEdit(edit, documents, engine, diff));
    return { turn, edits: readings, outdated, ...(diff && { diff, effect: describeEffect(diff) }) };
  };
}

/** Undefined when any document of the text cannot be judged. */
function judged(documents: readonly PolicyDocument[]): readonly NetworkPolicy[] | undefined {
  const policies = documents.flatMap((document) => (document.policy ? [document.policy] : []));
  return policies.length === documents.length ? policies : undefined;
}

function readEdit(
  edit: Edit,
  documents: readonly PolicyDocument[],
  engine: Engine,
  diff: ReachabilityDiff | undefined,
): EditReading {
  const readings = documents.map((document) => {
    const { locate: _, ...plain } = document;
    if (!document.policy) return { document: plain satisfies DocumentReading, hints: [] };
    const outline = engine.outline(document.policy);
    const mistakes = findMistakes(document, edit.text, outline, engine, diff);
    return {
      document: { ...plain, problems: [...plain.problems, ...mistakes] },
      hints: hintsFor(document, outline, engine, diff),
    };
  });
  return {
    key: edit.key,
    documents: readings.map((reading) => reading.document),
    hints: readings.flatMap((reading) => reading.hints),
  };
}
