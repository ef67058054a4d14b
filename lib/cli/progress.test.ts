import { expect, test } from 'vitest';
import { startProgress } from './progress.ts';

test('a short run is silent; a longer one tells what it does, once a second', () => {
  let time = 5000;
  const said: string[] = [];
  const progress = startProgress(
    () => time,
    (line) => said.push(line),
  );
  progress('reading');
  time += 999;
  progress('checking');
  expect(said).toEqual([]);
  time += 1;
  progress('compiling');
  time += 500;
  progress('listing');
  time += 500;
  progress('writing');
  expect(said).toEqual(['netpol: compiling', 'netpol: writing']);
});
