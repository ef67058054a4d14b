import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openStream, type StreamClient } from './stream-client.ts';

class FakeSource extends EventTarget {
  static open = new Set<FakeSource>();
  constructor() {
    super();
    FakeSource.open.add(this);
  }
  close(): void {
    FakeSource.open.delete(this);
  }
}

const page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
let client: StreamClient | undefined;
const links: string[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('EventSource', FakeSource);
  vi.stubGlobal('document', page);
  page.visibilityState = 'visible';
  links.length = 0;
});

afterEach(() => {
  client?.stop();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  FakeSource.open.clear();
});

function look(visibilityState: 'visible' | 'hidden'): void {
  page.visibilityState = visibilityState;
  page.dispatchEvent(new Event('visibilitychange'));
}

const open = () => {
  client = openStream(
    () => 'taken',
    (state) => links.push(state),
  );
};

test('a page out of sight gives its connection back after a while, and takes it up at once when it is seen', () => {
  open();
  look('hidden');
  vi.advanceTimersByTime(4_900);
  expect(FakeSource.open.size).toBe(1);
  vi.advanceTimersByTime(200);
  expect([FakeSource.open.size, links]).toEqual([0, ['connecting']]);
  vi.advanceTimersByTime(600_000);
  expect(FakeSource.open.size).toBe(0);
  look('visible');
  expect(FakeSource.open.size).toBe(1);
});

test('a short look elsewhere costs nothing', () => {
  open();
  const [first] = FakeSource.open;
  look('hidden');
  vi.advanceTimersByTime(3_000);
  look('visible');
  vi.advanceTimersByTime(8_000);
  expect([...FakeSource.open]).toEqual([first]);
});

test('a page opened out of sight is read once and then rests', () => {
  page.visibilityState = 'hidden';
  open();
  expect(FakeSource.open.size).toBe(1);
  vi.advanceTimersByTime(5_100);
  expect(FakeSource.open.size).toBe(0);
});

test('a stopped stream stays closed, whatever is seen', () => {
  open();
  client?.stop();
  look('hidden');
  look('visible');
  vi.advanceTimersByTime(60_000);
  expect(FakeSource.open.size).toBe(0);
});
