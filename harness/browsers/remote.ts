/** A page in a browser that is driven from outside: only what each of the three ways to drive one can do. */

export interface Remote {
  goto(url: string): Promise<void>;
  reload(): Promise<void>;
  back(): Promise<void>;
  forward(): Promise<void>;
  /** The value of an expression in the page, awaited; it has to be JSON. */
  evaluate<T>(expression: string): Promise<T>;
  /** Moves the pointer there, in pixels of the page's window, and clicks. */
  click(at: Point): Promise<void>;
  /** Presses keys together, as `Control+Enter`, and lets them go. */
  press(chord: string): Promise<void>;
  /** Presses the key of each letter in turn. */
  type(text: string): Promise<void>;
  /** What the window shows, as PNG. */
  picture(): Promise<Buffer>;
  /** Errors that the page wrote to its console, where the browser tells them. */
  readonly complaints: readonly string[];
  /** Closes the page, and forgets what it kept. */
  close(): Promise<void>;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A browser that runs; each page it opens knows nothing of the others. */
export interface RunningBrowser {
  open(): Promise<Remote>;
  end(): Promise<void>;
}

export const VIEWPORT = { width: 1440, height: 900 } as const;
