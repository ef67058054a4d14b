/**
 * The layers of policy that judge one connection. Adding one is a row here, its policies in `gates/compiled.ts`, and
 * its words on the screen: verdicts, reasons, counts, lists and diffs take what layers there are.
 */

interface LayerTraits {
  /**
   * `tier`: tiers are asked in order, each what those before it left open; what none decides is allowed.
   * `beside`: asked about everything, and must allow it too.
   */
  readonly place: 'tier' | 'beside';
  /**
   * `isolates`: what its policies select is closed, but for the union of their rules.
   * `first-match`: the first rule that matches allows, denies or passes on; what none matches is passed on.
   */
  readonly logic: 'isolates' | 'first-match';
}

/** Tiers in the order in which they are asked. */
export const LAYERS = {
  admin: { place: 'tier', logic: 'first-match' },
  'network-policy': { place: 'tier', logic: 'isolates' },
  baseline: { place: 'tier', logic: 'first-match' },
  'security-groups': { place: 'beside', logic: 'isolates' },
} as const satisfies Readonly<Record<string, LayerTraits>>;

export type LayerName = keyof typeof LAYERS;

const ORDER = Object.keys(LAYERS);

/** In the order in which they are asked. */
export function inLayerOrder<L extends { readonly name: LayerName }>(layers: readonly L[]): readonly L[] {
  return layers.length < 2 ? layers : layers.toSorted((a, b) => ORDER.indexOf(a.name) - ORDER.indexOf(b.name));
}
