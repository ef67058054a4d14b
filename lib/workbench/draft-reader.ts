/**
 * Reads the texts of a draft against an engine, in two steps: what they mean and what that changes, which the map waits
 * for with every key; then problems, findings and hints at their lines. While a text is broken its last good meaning
 * stays on the map, and the reading says that it is outdated.
 */

import { describeEffect, type Edit } from '#draft';
import type { Engine, NetworkPolicy, PolicyEdit } from '#engine';
import {
  type ClusterSurroundings,
  type DraftEffect,
  draftEffect,
  type Finding,
  findInDraft,
  findingMarkers,
  hintsFor,
} from '#findings';
import { type PolicyDocument, parsePolicies } from '#manifest';
import { sameJson } from '#stream';
import type { DocumentReading, DraftMeaning, EditReading } from './state/state.ts';

export interface DraftReader {
  /** The first step, for every text that is to be read. */
  readEffect(engine: Engine, edits: readonly Edit[]): DraftMeaning;
  /** The second step, of the texts whose effect was read last. */
  readTexts(engine: Engine, surroundings: ClusterSurroundings): readonly EditReading[];
}

interface ParsedEdit {
  readonly edit: Edit;
  readonly documents: readonly PolicyDocument[];
  /** False when any document of the text cannot be judged. */
  readonly judged: boolean;
}

interface Effect extends DraftEffect {
  readonly meaning: Omit<DraftMeaning, 'outdated'>;
}

export function createDraftReader(): DraftReader {
  const lastGood = new Map<string, readonly NetworkPolicy[]>();
  let parsed: readonly ParsedEdit[] = [];
  let effect: Effect | undefined;
  let found: { readonly of: Effect; readonly surroundings: ClusterSurroundings; readonly findings: readonly Finding[] };

  /** Most keys change a text and not what it means. */
  const effectOf = (engine: Engine, edits: readonly PolicyEdit[]): Effect => {
    if (effect?.engine === engine && sameJson(effect.edits, edits)) return effect;
    const diff = edits.length > 0 ? engine.diff(edits) : undefined;
    const meaning = diff ? { diff, policyEdits: edits, effect: describeEffect(diff) } : {};
    effect = { ...draftEffect(engine, edits, diff), meaning };
    return effect;
  };
  const findingsOf = (of: Effect, surroundings: ClusterSurroundings): readonly Finding[] => {
    if (found?.of !== of || !sameJson(found.surroundings, surroundings)) {
      found = { of, surroundings, findings: findInDraft(of.engine, of.edits, surroundings) };
    }
    return found.findings;
  };
  return {
    readEffect(engine, edits) {
      parsed = edits.map(parse);
      remember(lastGood, parsed);
      const policyEdits = edits.flatMap((edit) => policyEditsOf(edit, lastGood));
      return { ...effectOf(engine, policyEdits).meaning, outdated: parsed.some((each) => !each.judged) };
    },
    readTexts(engine, surroundings) {
      const of = effectOf(
        engine,
        parsed.flatMap(({ edit }) => policyEditsOf(edit, lastGood)),
      );
      const findings = findingsOf(of, surroundings);
      return parsed.map((each) => readEdit(each, findings, of));
    },
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
