import { expect, it } from 'vitest';
import { assetsOf } from './assets.ts';
import { firstScreen } from './first-screen.ts';

const assets = assetsOf(new Map(['/map.html', '/findings.html', '/icon.svg'].map((path) => [path, Buffer.from('')])));

it.each([
  ['', '/map'],
  ['select=workload:ui/ui', '/map?select=workload%3Aui%2Fui'],
  ['room=findings', '/findings'],
  ['room=findings&draft=open', '/findings?draft=open'],
  ['room=map', '/map'],
  ['room=nothing', '/map'],
  ['room=../icon.svg', '/map'],
  ['room=%2F%2Fevil.example', '/map'],
])('an address with the query %j leads to %s', (query, path) => {
  expect(firstScreen(assets, new URLSearchParams(query))).toBe(path);
});
