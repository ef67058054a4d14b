/** Finds lines in YAML text that was read already: by walking over the events of its parser. */

import { EVENT_ID, type Event, getScalarValue, parseEvents } from 'js-yaml';
import { LineBreaks } from './line-breaks.ts';

/** Finds places in one document, again and again: where the parts of its collections begin is kept. */
export class YamlPlaces {
  readonly #text: string;
  readonly #lines: LineBreaks;
  readonly #events: readonly Event[];
  readonly #parts = new Map<number, readonly Part[]>();

  /** The text must have been read without a fault. */
  constructor(text: string, maxDepth: number) {
    this.#text = text;
    this.#lines = new LineBreaks(text);
    this.#events = parseEvents(text, { maxDepth });
  }

  /** Line of a path of names and numbers, or of its nearest existing ancestor, from 1. */
  line(steps: readonly (string | number)[]): number {
    let at = this.#events[0]?.type === EVENT_ID.DOCUMENT ? 1 : 0;
    let found = this.#offsetOf(at) ?? 0;
    for (const step of steps) {
      const part = this.#part(at, step);
      if (!part) break;
      found = part.offset ?? found;
      at = part.value;
    }
    return this.#lines.lineOf(found);
  }

  #part(collection: number, step: string | number): Part | undefined {
    const parts = this.#parts.get(collection) ?? this.#partsOf(collection);
    this.#parts.set(collection, parts);
    return typeof step === 'number' ? parts[step] : parts.find(({ name }) => name === step);
  }

  #partsOf(collection: number): Part[] {
    const { type } = this.#events[collection] ?? {};
    const parts: Part[] = [];
    if (type !== EVENT_ID.MAPPING && type !== EVENT_ID.SEQUENCE) return parts;
    for (let at = collection + 1; (this.#events[at]?.type ?? EVENT_ID.POP) !== EVENT_ID.POP; ) {
      const value = type === EVENT_ID.MAPPING ? this.#after(at) : at;
      parts.push({
        offset: this.#offsetOf(at),
        value,
        ...(type === EVENT_ID.MAPPING ? { name: this.#nameAt(at) } : {}),
      });
      at = this.#after(value);
    }
    return parts;
  }

  /** Number of the event after a whole value. */
  #after(value: number): number {
    let depth = 0;
    let at = value;
    do {
      const { type } = this.#events[at] ?? { type: EVENT_ID.POP };
      if (type === EVENT_ID.MAPPING || type === EVENT_ID.SEQUENCE) depth++;
      if (type === EVENT_ID.POP) depth--;
      at++;
    } while (depth > 0 && at < this.#events.length);
    return at;
  }

  /** Undefined for what is written as nothing. */
  #offsetOf(at: number): number | undefined {
    const event = this.#events[at];
    const offset = event && 'valueStart' in event ? event.valueStart : event && 'start' in event ? event.start : -1;
    return offset < 0 ? undefined : offset;
  }

  #nameAt(at: number): string {
    const event = this.#events[at];
    return event?.type === EVENT_ID.SCALAR ? getScalarValue(this.#text, event) : '';
  }
}

interface Part {
  readonly name?: string;
  readonly offset: number | undefined;
  /** Number of the event that its value begins with. */
  readonly value: number;
}
