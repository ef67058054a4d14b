/**
 * Takes the items out of a list while its bytes arrive, one at a time, so that neither the text of a list nor all its
 * objects are ever held at once. Whatever stands around the items is read as JSON at the end.
 */

const QUOTE = 34;
const COMMA = 44;
const BACKSLASH = 92;
const OPEN_LIST = 91;
const CLOSE_LIST = 93;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;
const COLON = 58;
const ITEMS = Buffer.from('items');

/** Every chunk in turn, then `end`. Both throw SyntaxError where the bytes are no JSON. */
export interface ListItems {
  take(chunk: Uint8Array): void;
  /** The list itself, with `items` empty where it had items. */
  end(): unknown;
}

export function listItems(onItem: (item: unknown) => void): ListItems {
  /** Bytes of what is being read: of the item, or of what stands around the items. */
  const around: Uint8Array[] = [];
  let item: Uint8Array[] = [];
  let depth = 0;
  let inString = false;
  let escaped = false;
  /** Of the text last seen at depth 1: whether it is `items`, and the bytes of it that came in earlier chunks. */
  let text: Uint8Array[] = [];
  let isItems = false;
  /** `value`: after `"items":`; `inside`: between its brackets. */
  let first = true;
  let place: 'before' | 'value' | 'inside' | 'after' = 'before';

  function endItem(last: Uint8Array, isOnly: boolean): void {
    const bytes = item.length === 0 ? last : Buffer.concat([...item, last]);
    item = [];
    const json = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
    // Nothing between the brackets is a list of nothing; nothing between commas is no JSON.
    if (isOnly && json.trim() === '') return;
    onItem(JSON.parse(json));
  }

  /** Where the string that goes on at `from` ends, or the end of the chunk. */
  function endOfString(chunk: Uint8Array, from: number): number {
    let at = escaped ? from + 1 : from;
    for (; at < chunk.length; at++) {
      const byte = chunk[at];
      if (byte === BACKSLASH) at++;
      else if (byte === QUOTE) {
        inString = false;
        break;
      }
    }
    // One too far: the last byte says that the next chunk's first means nothing.
    escaped = at > chunk.length;
    return Math.min(at, chunk.length);
  }

  function take(chunk: Uint8Array): void {
    let start = 0;
    let at = 0;
    while (at < chunk.length) {
      if (inString) {
        const end = endOfString(chunk, at);
        if (depth === 1 && place === 'before') {
          text.push(chunk.subarray(at, end));
          if (!inString) isItems = ITEMS.equals(Buffer.concat(text));
        }
        at = end + 1;
        continue;
      }
      const byte = chunk[at];
      if (byte === QUOTE) {
        inString = true;
        text = [];
      } else if (byte === COLON) {
        if (depth === 1 && place === 'before' && isItems) place = 'value';
      } else if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
        depth++;
        if (place === 'value') {
          place = byte === OPEN_LIST ? 'inside' : 'after';
          if (place === 'inside') {
            around.push(chunk.slice(start, at + 1));
            start = at + 1;
          }
        }
      } else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) {
        if (place === 'inside' && depth === 2) {
          endItem(chunk.subarray(start, at), first);
          start = at;
          place = 'after';
        }
        depth--;
      } else if (byte === COMMA) {
        if (place === 'inside' && depth === 2) {
          endItem(chunk.subarray(start, at), false);
          first = false;
          start = at + 1;
        } else if (place === 'value') {
          place = 'after';
        }
        isItems = false;
      }
      at++;
    }
    if (start < chunk.length) (place === 'inside' ? item : around).push(chunk.slice(start));
  }

  return {
    take,
    end: () => JSON.parse(Buffer.concat(around).toString('utf8')),
  };
}
