/**
 * Reads the texts of a draft against an engine: documents with their problems, hints behind lines, the exact effect.
 * While a text is broken its last good meaning stays on the map, and the reading says that it is outdated.
 */

import { describeEffect, type Edit, hintsFor } from '#draft';
import type { Engine, NetworkPolicy, PolicyEdit } from '#engine';
import { parsePolicies } from '#manifest';
import type { DocumentReading, DraftReading, EditReading } from './state.ts';

type ReadDraft = (engine: Engine, turn: number, edits: readonly Edit[]) => DraftReading;

export function createDraftReader(): ReadDraft {
  const lastGood = new Map<string, readonly NetworkPolicy[]>();
  return (engine, turn, edits) => {
    const readings: EditReading[] = [];
    const policyEdits: PolicyEdit[] = [];
    let outdated = false;
    for (const edit of edits) {
      if (edit.action === 'delete') {
        if (edit.baseId) policyEdits.push({ action: 'delete', id: edit.baseId });
        readings.push({ key: edit.key, documents: [], hints: [] });
        continue;
      }
      const { reading, policies } = readText(engine, edit);
      readings.push(reading);
      if (policies) lastGood.set(edit.key, policies);
      else outdated = true;
      for (const policy of lastGood.get(edit.key) ?? []) policyEdits.push({ action: 'put', policy });
    }
    for (const key of lastGood.keys()) if (!edits.some((edit) => edit.key === key)) lastGood.delete(key);
    if (policyEdits.length === 0) return { turn, edits: readings, outdated };
    const diff = engine.diff(policyEdits);
    return { turn, edits: readings, diff, effect: describeEffect(diff), outdated };
  };
}

/** `policies` is absent when any document of the text cannot be judged. */
function readText(engine: Engine, edit: Edit): { reading: EditReading; policies?: readonly NetworkPolicy[] } {
  const parsed = parsePolicies(edit.text, { defaultNamespace: edit.namespace });
  const hints = parsed.flatMap((document) =>
    document.policy ? hintsFor(document, engine.outline(document.policy), engine) : [],
  );
  const documents: DocumentReading[] = parsed.map(({ locate: _, ...plain }) => plain);
  const reading = { key: edit.key, documents, hints };
  const judged = parsed.flatMap((document) => (document.policy ? [document.policy] : []));
  return judged.length === parsed.length ? { reading, policies: judged } : { reading };
}
