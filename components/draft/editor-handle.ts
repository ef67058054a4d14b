/** What the panel asks of the editor inside it, whichever that is. */
export interface EditorHandle {
  undo(): void;
  redo(): void;
  focus(): void;
  /** Line and column from 1. */
  goTo(line: number, column: number): void;
}
