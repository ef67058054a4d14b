/** A canvas context for tests that writes down what is drawn instead of drawing it. */

export interface Stroke {
  readonly what: 'text' | 'fill' | 'stroke';
  readonly colour: string;
  readonly text?: string;
  readonly dash: readonly number[];
}

export function recordingContext(): { ctx: CanvasRenderingContext2D; drawn: Stroke[] } {
  const drawn: Stroke[] = [];
  let dash: readonly number[] = [];
  const state = { font: '10px x', fillStyle: '', strokeStyle: '' };
  const methods: Record<string, unknown> = {
    setLineDash: (next: number[]) => {
      dash = next;
    },
    measureText: (text: string) => ({ width: text.length * 6.5 }),
    fillText: (text: string) => drawn.push({ what: 'text', colour: state.fillStyle, text, dash }),
    fill: () => drawn.push({ what: 'fill', colour: state.fillStyle, dash }),
    fillRect: () => drawn.push({ what: 'fill', colour: state.fillStyle, dash }),
    stroke: () => drawn.push({ what: 'stroke', colour: state.strokeStyle, dash }),
  };
  const ctx = new Proxy(state, {
    get: (target, key: string) => (key in target ? target[key as keyof typeof target] : (methods[key] ?? (() => {}))),
    set: (target, key: string, value) => {
      (target as Record<string, unknown>)[key] = value;
      return true;
    },
  }) as unknown as CanvasRenderingContext2D;
  return { ctx, drawn };
}
