/**
 * Of events that come in a rush, only the last of each object matters: the ones before it are dropped unread. Reading
 * one costs fifty times as much as seeing whose it is, and a storm repeats the same few objects.
 */

/** Within so long an object is read once. What comes after a quiet moment is read at once. */
const WINDOW_MS = 50;
/** Bytes that may be held back. */
const MOST_HELD = 8 * 1024 * 1024;

/**
 * Yields lines in their order, without those that a later one made void. Lines of unknown form, deletions and bookmarks
 * are never dropped nor overtaken. What is whole when reading fails is yielded before the failure.
 */
export async function* newestLines(batches: AsyncIterable<readonly Uint8Array[]>): AsyncGenerator<Uint8Array> {
  const source = batches[Symbol.asyncIterator]();
  const held = new Map<string, Uint8Array>();
  let size = 0;
  let readAt = Number.NEGATIVE_INFINITY;
  function release(): readonly Uint8Array[] {
    const lines = [...held.values()];
    held.clear();
    size = 0;
    readAt = performance.now();
    return lines;
  }
  let next = ahead(source);
  try {
    for (;;) {
      const left = readAt + WINDOW_MS - performance.now();
      if (held.size > 0 && (left <= 0 || size > MOST_HELD || !(await settlesWithin(next, left)))) {
        yield* release();
        continue;
      }
      const { done, value: lines, error } = await next;
      if (done) {
        yield* release();
        if (error !== undefined) throw error;
        return;
      }
      next = ahead(source);
      for (const line of lines) {
        const object = objectOf(line);
        if (object === undefined) {
          yield* release();
          yield line;
          continue;
        }
        held.delete(object);
        held.set(object, line);
        size += line.length;
      }
    }
  } finally {
    // Not waited for: it may be waiting for bytes itself, and whoever leaves closes the connection.
    void source.return?.()?.then(undefined, () => undefined);
  }
}

interface Batch {
  readonly done: boolean;
  readonly value: readonly Uint8Array[];
  readonly error?: unknown;
}

/** Never rejects: it may settle while nobody waits for it. */
function ahead(source: AsyncIterator<readonly Uint8Array[]>): Promise<Batch> {
  return source.next().then(
    ({ done, value }) => (done ? { done: true, value: [] } : { done: false, value }),
    (error: unknown) => ({ done: true, value: [], error }),
  );
}

async function settlesWithin(promise: Promise<unknown>, milliseconds: number): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, milliseconds, false);
  });
  const settled = await Promise.race([promise.then(() => true), late]);
  clearTimeout(timer);
  return settled;
}

/** The names come first in what a Kubernetes server writes; further in they may be anything. */
const HEAD_BYTES = 800;
const HEAD = new RegExp(
  [
    /^\{"type":"(?:ADDED|MODIFIED)","object":\{"kind":"\w+","apiVersion":"[\w./-]+","metadata":\{/,
    /"name":"([^"\\]+)",(?:"generateName":"[^"\\]*",)?(?:"namespace":"([^"\\]+)",)?"uid":"([^"\\]+)"/,
  ]
    .map(({ source }) => source)
    .join(''),
);

/** What tells an object from all others of its kind; undefined where the line says it in another way, or no object. */
function objectOf(line: Uint8Array): string | undefined {
  const head = Buffer.from(line.buffer, line.byteOffset, Math.min(line.byteLength, HEAD_BYTES)).toString('latin1');
  const found = HEAD.exec(head);
  return found ? `${found[2] ?? ''}/${found[1]}/${found[3]}` : undefined;
}
