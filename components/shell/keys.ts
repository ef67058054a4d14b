/** The keys that work, as the help shows them. A key is listed when something listens to it, and not before. */

import { SCREENS } from '#store';

export interface KeyGroup {
  readonly where: string;
  readonly keys: readonly { readonly keys: readonly string[]; readonly does: string }[];
}

/** `⌘` stands for the key of shortcuts, whatever this machine calls it. */
export const KEYS: readonly KeyGroup[] = [
  {
    where: 'Anywhere',
    keys: [
      { keys: ['?'], does: 'All keys' },
      ...SCREENS.map(({ key, name }) => ({ keys: ['G', key.toUpperCase()], does: `Go to ${name.toLowerCase()}` })),
      { keys: ['N'], does: 'New draft' },
      { keys: ['E'], does: 'Edit the policy, or open the draft' },
      { keys: ['Esc'], does: 'Clear the selection, then the filter' },
    ],
  },
  {
    where: 'Draft',
    keys: [
      { keys: ['1', '2', '3'], does: 'Before, after, changes' },
      { keys: ['⌘', '.'], does: 'Quick fix in the editor' },
      { keys: ['⌘', '↵'], does: 'Review, then apply' },
      { keys: ['Z'], does: 'Undo what was just applied' },
    ],
  },
  {
    where: 'Map',
    keys: [
      { keys: ['←'], does: 'To who may reach it' },
      { keys: ['→'], does: 'To whom it may reach' },
      { keys: ['↑', '↓'], does: 'To the neighbours on the map' },
      { keys: ['Enter'], does: 'Select' },
      { keys: ['C'], does: 'Draw from the workload' },
      { keys: ['Shift', 'C'], does: 'Draw towards it' },
      { keys: ['F'], does: 'Filter workloads' },
      { keys: ['D'], does: 'Show or hide denied' },
      { keys: ['O'], does: 'Show or hide open' },
      { keys: ['+', '-'], does: 'Zoom' },
      { keys: ['0'], does: 'Fit' },
    ],
  },
  {
    where: 'Map of a large cluster',
    keys: [
      { keys: ['←', '→', '↑', '↓'], does: 'To the next group, namespace or workload' },
      { keys: ['Shift', '←', '→'], does: 'Along the lines' },
      { keys: ['Enter'], does: 'Open' },
      { keys: ['Backspace'], does: 'Up one level' },
      { keys: ['Space'], does: 'Select' },
      { keys: ['[', ']'], does: 'Groups, namespaces, workloads' },
      { keys: ['B'], does: 'Group by' },
    ],
  },
];

/** True while what is typed belongs to a field or the editor. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    target.closest('input:not([type=radio]):not([type=checkbox]), textarea, select, .monaco-editor') !== null
  );
}
