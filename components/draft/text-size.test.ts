import { expect, test } from 'vitest';
import { MOST_BYTES, sizeNote } from './text-size.ts';

test('the limit is said before it is reached, in bytes and not in characters', () => {
  expect(sizeNote('a'.repeat(1000))).toBeUndefined();
  expect(sizeNote('a'.repeat(0.7 * MOST_BYTES))).toBeUndefined();
  expect(sizeNote('a'.repeat(0.75 * MOST_BYTES))).toBe('384 of at most 512 KiB');
  expect(sizeNote('€'.repeat(MOST_BYTES / 4))).toBe('384 of at most 512 KiB');
  expect(sizeNote('a'.repeat(MOST_BYTES + 1))).toBe('513 of at most 512 KiB');
});
