/** How long a long piece of work may take: whoever has a clock is asked now and then whether to go on. */
export class WorkBudget {
  readonly #goOn: () => boolean;
  #steps = 0;
  #stopped = false;

  constructor(goOn: () => boolean = () => true) {
    this.#goOn = goOn;
  }

  /** Notes some small steps (a microsecond at most); whether the work is to stop. Once it is, it stays so. */
  exhausted(steps = 1): boolean {
    this.#steps += steps;
    if (this.#steps >= STRIDE && !this.#stopped) {
      this.#steps = 0;
      this.#stopped = !this.#goOn();
    }
    return this.#stopped;
  }

  /** The same for work of which a part is worth nothing: it is left by throwing `Stopped`. */
  check(steps = 1): void {
    if (this.exhausted(steps)) throw new Stopped();
  }

  get stopped(): boolean {
    return this.#stopped;
  }
}

export class Stopped extends Error {}

/** Small steps between two questions: well under a millisecond. */
const STRIDE = 256;
