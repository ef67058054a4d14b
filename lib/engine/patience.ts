/** How long a long piece of work may take: whoever has a clock is asked now and then whether to go on. */
export class Patience {
  readonly #goOn: () => boolean;
  #steps = 0;
  #stopped = false;

  constructor(goOn: () => boolean = () => true) {
    this.#goOn = goOn;
  }

  /** Notes some small steps (a microsecond at most); whether the work is to stop. Once it is, it stays so. */
  isOut(steps = 1): boolean {
    this.#steps += steps;
    if (this.#steps >= STRIDE && !this.#stopped) {
      this.#steps = 0;
      this.#stopped = !this.#goOn();
    }
    return this.#stopped;
  }

  get stopped(): boolean {
    return this.#stopped;
  }
}

/** Small steps between two questions: well under a millisecond. */
const STRIDE = 256;
