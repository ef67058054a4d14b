import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readEvents } from './read-events.ts';

const line = fc.string({ unit: fc.constantFrom('a', ' ', ':', 'data: ', '{', 'ü', '😀') });
const event = fc.array(line, { minLength: 1, maxLength: 3 }).map((lines) => lines.join('\n'));

test('wherever the text is cut, the same events are heard, and comments are not', () => {
  fc.assert(
    fc.property(fc.array(event), fc.array(fc.nat({ max: 7 })), (events, cuts) => {
      const text = events.map((data) => `: \n\ndata: ${data.replaceAll('\n', '\ndata: ')}\n\n`).join('');
      const heard: string[] = [];
      const take = readEvents((data) => heard.push(data));
      let from = 0;
      for (const cut of cuts) {
        take(text.slice(from, from + cut));
        from += cut;
      }
      take(text.slice(from));
      expect(heard).toEqual(events);
    }),
  );
});

test('an event that has not ended is not heard', () => {
  const heard: string[] = [];
  const take = readEvents((data) => heard.push(data));
  take('data: one\n\ndata: two\n');
  expect(heard).toEqual(['one']);
  take('\n');
  expect(heard).toEqual(['one', 'two']);
});
