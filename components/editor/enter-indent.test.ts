import { expect, test } from 'vitest';
import { indentAfter } from './enter-indent.ts';

test.each([
  ['', ''],
  ['spec:', '  '],
  ['  podSelector:', '    '],
  ['  podSelector: {}', '  '],
  ['  ingress: # who may come in', '    '],
  ['  # who may come in:', '  '],
  ['    - from:', '        '],
  ['    - port: 80', '      '],
  ['    - - a', '        '],
  ['    - ', '    '],
  ['    -', '    '],
  ['note: |', '  '],
  ['      ', '      '],
  ['port: 80', ''],
])('Enter after %j begins with %j', (before, indent) => {
  expect(indentAfter(before)).toBe(indent);
});
