/** Colours as numbers, so that the map can fade towards its ground instead of turning transparent. */

export interface Rgb {
  /** 0 to 255. */
  readonly red: number;
  readonly green: number;
  readonly blue: number;
  /** 0 to 1. */
  readonly alpha: number;
}

/** Reads `#rrggbb`, `#rgb` and `rgb(r g b / a)`; anything else is undefined. */
export function parseColour(text: string): Rgb | undefined {
  const value = text.trim();
  const hex = /^#([0-9a-f]{6}|[0-9a-f]{3})$/i.exec(value)?.[1];
  if (hex !== undefined) {
    const long = hex.length === 3 ? [...hex].map((digit) => digit + digit).join('') : hex;
    const at = (index: number) => Number.parseInt(long.slice(index, index + 2), 16);
    return { red: at(0), green: at(2), blue: at(4), alpha: 1 };
  }
  const parts = /^rgba?\(([^)]+)\)$/i
    .exec(value)?.[1]
    ?.split(/[\s,/]+/)
    .filter((part) => part !== '');
  if (parts === undefined || parts.length < 3) return undefined;
  const [red = 0, green = 0, blue = 0, alpha = 1] = parts.map((part) =>
    part.endsWith('%') ? Number.parseFloat(part) / 100 : Number.parseFloat(part),
  );
  return [red, green, blue, alpha].every(Number.isFinite) ? { red, green, blue, alpha } : undefined;
}

function formatColour({ red, green, blue, alpha }: Rgb): string {
  const [r, g, b] = [red, green, blue].map((value) => Math.round(value));
  return alpha === 1 ? `rgb(${r},${g},${b})` : `rgba(${r},${g},${b},${Math.round(alpha * 1000) / 1000})`;
}

/** `share` of the colour laid over the ground: 1 = the colour, 0 = the ground. Unreadable colours are left alone. */
export function mix(colour: string, ground: string, share: number): string {
  const top = parseColour(colour);
  const below = parseColour(ground);
  if (top === undefined || below === undefined) return colour;
  const blend = (a: number, b: number) => b + (a - b) * share;
  return formatColour({
    red: blend(top.red, below.red),
    green: blend(top.green, below.green),
    blue: blend(top.blue, below.blue),
    alpha: top.alpha,
  });
}

/** Takes saturation out and keeps brightness, so that contrast stays. `share` of the hue remains. */
export function desaturate(colour: string, share: number): string {
  const rgb = parseColour(colour);
  if (rgb === undefined) return colour;
  const grey = 0.2126 * rgb.red + 0.7152 * rgb.green + 0.0722 * rgb.blue;
  const pull = (value: number) => grey + (value - grey) * share;
  return formatColour({ red: pull(rgb.red), green: pull(rgb.green), blue: pull(rgb.blue), alpha: rgb.alpha });
}
