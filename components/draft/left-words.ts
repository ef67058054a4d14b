/** Why a text is not in the draft any more, in words. */

import type { Edit, LeftBecause } from '#draft';
import { listed } from '#engine';
import type { DraftNotice } from '#workbench';
import { titleOf } from './edit-state.ts';

const WORDS: Readonly<Record<LeftBecause, string>> = {
  discarded: 'discarded',
  applied: 'applied',
  deletion: 'before the policy was to be deleted',
  replaced: 'before most of it was replaced',
};

export function becauseWords(because: LeftBecause): string {
  return WORDS[because];
}

const TITLES: Readonly<Record<LeftBecause, string>> = {
  discarded: 'Discarded',
  applied: 'Applied',
  deletion: 'Set aside the text of',
  replaced: 'Replaced the text of',
};

/** What has just happened, for example `Discarded web.` */
export function noticeWords(because: LeftBecause, edits: readonly Edit[]): string {
  const names = edits.map((edit) => titleOf(edit, undefined).name);
  return `${TITLES[because]} ${names.length > 2 ? `${names.length} texts` : names.join(' and ')}.`;
}

/** What became of a text that held several policies, or what the server keeps. */
export function partedWords({ policies, setAside, leftOut }: Extract<DraftNotice, { type: 'parted' }>): string {
  const edits = policies === 1 ? 'One edit was made of the text.' : `${policies} edits were made of the text.`;
  const fields = setAside.length > 0 ? ` Set aside, for the server keeps it: ${listed(setAside)}.` : '';
  const others = leftOut.length > 0 ? ` Left out, for only network policies are written here: ${listed(leftOut)}.` : '';
  const back = ' The whole text is among those that left the draft.';
  return `${edits}${fields}${others}${fields || others ? back : ''}`;
}

/** The first line that says something of its own. */
export function firstOwnLine({ text, baseText }: Edit): string {
  const lines = text.split('\n').map((line) => line.trim());
  const base = new Set(baseText.split('\n').map((line) => line.trim()));
  const own = lines.filter((line) => line !== '' && !base.has(line) && !COMMON.test(line));
  return own[0] ?? lines.find((line) => line !== '') ?? '';
}

const COMMON = /^(apiVersion|kind|metadata|name|namespace|spec|podSelector: \{\}$)/;
