/**
 * Reads the texts of a draft against an engine: documents with their problems, hints behind lines, the exact effect.
 * While a text is broken its last good meaning stays on the map, and the reading says that it is outdated.
 */

import { describeEffect, type Edit } from '#draft';
import type { Engine, NetworkPolicy, PolicyEdit } from '#engine';
import {
  type ClusterSurroundings,
  type DraftEffect,
  type Finding,
  findInDraft,
  findingMarkers,
  hintsFor,
} from '#findings';
import { type PolicyDocument, parsePolicies } from '#manifest';
import type { DocumentReading, DraftReading, EditReading } from './state/state.ts';

export type ReadDraft = (
  engine: Engine,
  turn: number,
  edits: readonly Edit[],
  surroundings: ClusterSurroundings,
) => DraftReading;

interface ParsedEdit {
  readonly edit: Edit;
  readonly documents: readonly PolicyDocument[];
  /** False when any document of the text cannot be judged. */
  readonly judged: boolean;
}

export function createDraftReader(): ReadDraft {
  const lastGood = new Map<string, readonly NetworkPolicy[]>();
  return (engine, turn, edits, surroundings) => {
    const parsed = edits.map(parse);
    remember(lastGood, parsed);
    const policyEdits = edits.flatMap((edit) => policyEditsOf(edit, lastGood));
    const diff = policyEdits.length > 0 ? engine.diff(policyEdits) : undefined;
    const findings = findInDraft(engine, policyEdits, surroundings);
    return {
      turn,
      edits: parsed.map((each) => readEdit(each, findings, { engine, edits: policyEdits, diff })),
      ...(diff && { diff, policyEdits, effect: describeEffect(diff) }),
      outdated: parsed.some((each) => !each.judged),
    };
  };
}

function parse(edit: Edit): ParsedEdit {
  if (edit.action === 'delete') return { edit, documents: [], judged: true };
  const documents = parsePolicies(edit.text, { defaultNamespace: edit.namespace });
  return { edit, documents, judged: documents.every((document) => document.policy !== undefined) };
}

function remember(lastGood: Map<string, readonly NetworkPolicy[]>, parsed: readonly ParsedEdit[]): void {
  const keys = new Set(parsed.map(({ edit }) => edit.key));
  for (const key of lastGood.keys()) if (!keys.has(key)) lastGood.delete(key);
  for (const { edit, documents, judged } of parsed) {
    if (judged)
      lastGood.set(
        edit.key,
        documents.flatMap((document) => document.policy ?? []),
      );
  }
}

function policyEditsOf(edit: Edit, lastGood: ReadonlyMap<string, readonly NetworkPolicy[]>): readonly PolicyEdit[] {
  if (edit.action === 'delete') return edit.baseId ? [{ action: 'delete', id: edit.baseId }] : [];
  return (lastGood.get(edit.key) ?? []).map((policy) => ({ action: 'put', policy }));
}

function readEdit({ edit, documents }: ParsedEdit, findings: readonly Finding[], draft: DraftEffect): EditReading {
  const { engine, diff } = draft;
  const outlined = documents.map((document) => ({
    document,
    outline: document.policy && engine.outline(document.policy),
  }));
  return {
    key: edit.key,
    documents: outlined.map(({ document }): DocumentReading => {
      const { locate: _, ...plain } = document;
      const found = findingMarkers(document, edit.text, findings, draft);
      return { ...plain, problems: [...document.problems, ...found] };
    }),
    hints: outlined.flatMap(({ document, outline }) => (outline ? hintsFor(document, outline, engine, diff) : [])),
  };
}
