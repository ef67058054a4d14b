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
  return new ListScanner(onItem);
}

/** `value`: after `"items":`; `inside`: between its brackets. */
type Place = 'before' | 'value' | 'inside' | 'after';

class ListScanner implements ListItems {
  private readonly onItem: (item: unknown) => void;
  /** Bytes of what stands around the items, and of the item that is being read. */
  private readonly around: Uint8Array[] = [];
  private item: Uint8Array[] = [];
  private depth = 0;
  private inString = false;
  private escaped = false;
  /** Of the text last seen at depth 1: whether it is `items`, and the bytes of it that came in earlier chunks. */
  private text: Uint8Array[] = [];
  private isItems = false;
  private isFirst = true;
  private place: Place = 'before';
  /** Where in the chunk begins what was neither given away nor kept. */
  private start = 0;

  constructor(onItem: (item: unknown) => void) {
    this.onItem = onItem;
  }

  take(chunk: Uint8Array): void {
    this.start = 0;
    let at = 0;
    while (at < chunk.length) {
      if (this.inString) {
        at = this.readString(chunk, at);
        continue;
      }
      const byte = chunk[at];
      if (byte === QUOTE) {
        this.inString = true;
        this.text = [];
      } else if (byte === COLON) {
        if (this.depth === 1 && this.place === 'before' && this.isItems) this.place = 'value';
      } else if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
        this.open(chunk, at, byte);
      } else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) {
        this.close(chunk, at);
      } else if (byte === COMMA) {
        this.separate(chunk, at);
      }
      at++;
    }
    if (this.start < chunk.length) (this.place === 'inside' ? this.item : this.around).push(chunk.slice(this.start));
  }

  end(): unknown {
    return JSON.parse(Buffer.concat(this.around).toString('utf8'));
  }

  /** From within a string to behind its end, or to the end of the chunk. */
  private readString(chunk: Uint8Array, from: number): number {
    const end = this.endOfString(chunk, from);
    if (this.depth === 1 && this.place === 'before') {
      this.text.push(chunk.subarray(from, end));
      if (!this.inString) this.isItems = ITEMS.equals(Buffer.concat(this.text));
    }
    return end + 1;
  }

  /** Where the string that goes on at `from` ends, or the end of the chunk. */
  private endOfString(chunk: Uint8Array, from: number): number {
    let at = this.escaped ? from + 1 : from;
    for (; at < chunk.length; at++) {
      const byte = chunk[at];
      if (byte === BACKSLASH) at++;
      else if (byte === QUOTE) {
        this.inString = false;
        break;
      }
    }
    // One too far: the last byte says that the next chunk's first means nothing.
    this.escaped = at > chunk.length;
    return Math.min(at, chunk.length);
  }

  private open(chunk: Uint8Array, at: number, byte: number): void {
    this.depth++;
    if (this.place !== 'value') return;
    this.place = byte === OPEN_LIST ? 'inside' : 'after';
    if (this.place !== 'inside') return;
    this.around.push(chunk.slice(this.start, at + 1));
    this.start = at + 1;
  }

  private close(chunk: Uint8Array, at: number): void {
    if (this.place === 'inside' && this.depth === 2) {
      this.endItem(chunk.subarray(this.start, at), this.isFirst);
      this.start = at;
      this.place = 'after';
    }
    this.depth--;
  }

  private separate(chunk: Uint8Array, at: number): void {
    if (this.place === 'inside' && this.depth === 2) {
      this.endItem(chunk.subarray(this.start, at), false);
      this.isFirst = false;
      this.start = at + 1;
    } else if (this.place === 'value') {
      this.place = 'after';
    }
    this.isItems = false;
  }

  private endItem(last: Uint8Array, isOnly: boolean): void {
    const bytes = this.item.length === 0 ? last : Buffer.concat([...this.item, last]);
    this.item = [];
    const json = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
    // Nothing between the brackets is a list of nothing; nothing between commas is no JSON.
    if (isOnly && json.trim() === '') return;
    this.onItem(JSON.parse(json));
  }
}
