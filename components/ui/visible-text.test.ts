import { expect, test } from 'vitest';
import { visibleText } from './visible-text.ts';

test.each([
  ['admission says \u202esserge nepo', 'admission says \\u202esserge nepo'],
  ['\u2066a\u2069\u200b\ufeff', '\\u2066a\\u2069\\u200b\\ufeff'],
  ['\u001b[2Kgone\u0000\r', '\\u001b[2Kgone\\u0000\\u000d'],
  ['half \ud800, hidden \u{e0041}', 'half \\ud800, hidden \\udb40\\udc41'],
  ['lines\n\tand tabs, שלום, 漢字, é, 👍 stay', 'lines\n\tand tabs, שלום, 漢字, é, 👍 stay'],
])('%j is shown as %j', (text, shown) => {
  expect(visibleText(text)).toBe(shown);
});
