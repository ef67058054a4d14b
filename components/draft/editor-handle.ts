/** What the panel asks of the editor inside it, whichever that is. */
export interface EditorHandle {
  undo(): void;
  redo(): void;
  focus(): void;
  /** Line and column from 1. */
  goTo(line: number, column: number): void;
  /** Marks lines and puts the cursor into the first, without taking the focus. */
  showLines(first: number, last: number): void;
  /** Tells the line of the cursor, now and whenever it is another; the answer takes that back. */
  onLine(tell: (line: number) => void): () => void;
}
