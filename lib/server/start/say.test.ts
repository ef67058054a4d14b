import { expect, test, vi } from 'vitest';
import { say } from './say.ts';

test('what others wrote stays on its line and moves no cursor', () => {
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  say('a.yaml\u001b[2K\rnetpol-studio: all is well\u202e\nsecond line');
  expect(write.mock.calls).toEqual([
    ['netpol-studio: a.yaml\\u001b[2K\\u000dnetpol-studio: all is well\\u202e\\u000asecond line\n'],
  ]);
  write.mockRestore();
});
