/** The words on a group's plate: what is open, what is shut, who comes in, where it goes; or what a draft changes. */

import { type GroupFacts, type GroupLink, groupEnd, type PlateMark } from '#graph';
import type { LevelFrame } from '#workbench';
import type { ColourName } from '../canvas/palette.ts';

export interface WordLine {
  readonly label: string;
  readonly labelTone: ColourName;
  readonly text: string;
  readonly tone: ColourName;
  readonly strong: boolean;
}

export function plateWords(group: GroupFacts, plate: PlateMark, frame: LevelFrame): readonly WordLine[] {
  if (plate.words === 0) return [];
  const changed = frame.moves === undefined ? [] : draftWords(group, frame.moves);
  const beside = plate.state === 'folded' && plate.rect.height > 180 ? besideWords(group, frame) : undefined;
  const lines = changed.length > 0 ? changed : (beside ?? standingWords(group, plate));
  return lines.slice(0, plate.words);
}

function standingWords({ open, shut, from, to }: GroupFacts, { rect, words, gate }: PlateMark): WordLine[] {
  // About as many letters as the line holds; the rest is a count.
  const letters = Math.floor((rect.width - 2 * gate - 20) / 5.6);
  const lines: WordLine[] = [];
  if (open.length > 0)
    lines.push({ label: 'Open', labelTone: 'open', text: named(open, letters), tone: 'text1', strong: true });
  if (shut.length > 0)
    lines.push({ label: 'Shut', labelTone: 'text1', text: named(shut, letters), tone: 'text1', strong: true });
  if (words < 4 && lines.length >= words) return lines;
  lines.push(linked('From', from, letters), linked('To', to, letters));
  return lines;
}

function linked(label: string, links: readonly GroupLink[], letters: number): WordLine {
  const text =
    links.length === 0
      ? 'nobody by rule'
      : named(
          links.map(({ group }) => group),
          letters,
        );
  return { label, labelTone: 'text3', text, tone: links.length === 0 ? 'text3' : 'text2', strong: false };
}

/** Beside an opened group: what it and the group have to do with each other. */
function besideWords(group: GroupFacts, { open, facts }: LevelFrame): WordLine[] | undefined {
  const opened = facts.groups.find(({ id }) => id === open);
  if (!opened) return undefined;
  const say = (word: string, pairs: number): WordLine[] => [
    { label: '', labelTone: 'text3', text: `${word} ${opened.name}`, tone: 'text3', strong: false },
    {
      label: '',
      labelTone: 'text3',
      text: pairs === 0 ? 'none' : `${pairs} pairs`,
      tone: pairs === 0 ? 'text2' : 'allowed',
      strong: pairs > 0,
    },
  ];
  const pairs = (links: readonly GroupLink[]) => links.find((link) => link.group === opened.name)?.pairs ?? 0;
  return [...say('To', pairs(group.to)), ...say('From', pairs(group.from))];
}

/** As many names as fit, and how many more there are. */
function named(names: readonly string[], letters: number): string {
  let shown = 1;
  const length = (count: number) => names.slice(0, count).join(', ').length + (count < names.length ? 3 : 0);
  while (shown < names.length && length(shown + 1) <= letters) shown++;
  const rest = names.length - shown;
  return `${names.slice(0, shown).join(', ')}${rest > 0 ? ` +${rest}` : ''}`;
}

/** `Loses 3 to data`, `cut off from data`, `849 to data stay`; as destination `Loses 639 in, 496 inside`. */
function draftWords({ id }: GroupFacts, moves: NonNullable<LevelFrame['moves']>): WordLine[] {
  const end = groupEnd(id);
  const lines: WordLine[] = [];
  const say = (text: string, tone: ColourName) =>
    lines.push({ label: '', labelTone: tone, text, tone, strong: tone !== 'text2' });
  const out = moves.groups.filter(({ from, to }) => from === end && to !== end);
  const into = moves.groups.filter(({ from, to }) => to === end && from !== end);
  const inside = moves.groups.find(({ from, to }) => from === end && to === end);
  const sum = (list: typeof out, field: 'lost' | 'gained') => list.reduce((all, one) => all + one[field], 0);
  const lostIn = sum(into, 'lost');
  const parts = [lostIn > 0 ? `${lostIn} in` : '', (inside?.lost ?? 0) > 0 ? `${inside?.lost} inside` : ''].filter(
    Boolean,
  );
  if (parts.length > 0) say(`Loses ${parts.join(', ')}`, 'denied');
  const gainedIn = sum(into, 'gained') + (inside?.gained ?? 0);
  if (gainedIn > 0) say(`Gains ${gainedIn} in`, 'allowed');
  for (const { toName, lost, gained, left } of out) {
    if (lost > 0) {
      say(`Loses ${lost} to ${toName}`, 'denied');
      if (left === 0) say(`cut off from ${toName}`, 'denied');
      else say(`${left} to ${toName} stay`, 'text2');
    }
    if (gained > 0) say(`Gains ${gained} to ${toName}`, 'allowed');
  }
  return lines;
}
