/** Widths of streets, chosen once from a trial routing and what the window has to spare. */

import type { Work } from '../lanes/choose-path.ts';
import { lanesNeeded } from '../lanes/pack-lanes.ts';
import { trialItems } from '../lanes/route.ts';
import { innerStreet, isInner, LANE_PITCH, levelStreet, streetMargin, streetName } from '../lanes/streets.ts';
import type { Metrics, PlacementMemory, Viewport } from '../model/geometry.ts';
import type { MapEdge, MapModel } from '../model/map-model.ts';
import { arrange } from './arrange.ts';
import { callsOf } from './calls.ts';
import { columnWidth } from './plate-figures.ts';

const SPARE_LANES = 2;
const MOST_LANES = 30;
/** An inner street holds a tag and an arrow between two gates. */
const LEAST_INNER = 88;
const WIDE = 600;
const SPARE = { inner: 20, upright: 96, level: 24 } as const;

export function streetWidths(
  model: MapModel,
  metrics: Metrics,
  memory: PlacementMemory,
  viewport: Viewport,
  work: Work,
): Record<string, number> {
  const columns = memory.columns.length;
  const bands = memory.bands.length;
  const trial = arrange(model, metrics, { ...memory, streets: wideStreets(columns, bands) });
  const edges: MapEdge[] = callsOf(model).map(({ source, destination }) => ({
    id: `rule ${source} > ${destination}`,
    source,
    destination,
    kind: 'rule',
  }));
  const widths: Record<string, number> = {};
  trialItems(edges, trial, work).forEach((items, channel) => {
    if (isInner(columns, channel) && (memory.columns[channel - columns - 1] ?? 1) < 2) return;
    const lanes = Math.min(MOST_LANES, lanesNeeded(items, work) + SPARE_LANES);
    const width = 2 * streetMargin(columns, bands, channel) + lanes * LANE_PITCH;
    widths[streetName(columns, channel)] = isInner(columns, channel) ? Math.max(LEAST_INNER, width) : width;
  });
  spend(widths, metrics, memory, viewport);
  return widths;
}

function wideStreets(columns: number, bands: number): Record<string, number> {
  const widths: Record<string, number> = {};
  for (let channel = 0; channel <= 2 * columns + 1 + bands; channel += 1) widths[streetName(columns, channel)] = WIDE;
  return widths;
}

/** Room the window has left goes to inner streets, then to the ones between columns; heights likewise. */
function spend(widths: Record<string, number>, metrics: Metrics, memory: PlacementMemory, viewport: Viewport): void {
  const columns = memory.columns.length;
  const names = (channels: readonly number[]) =>
    channels.map((channel) => streetName(columns, channel)).filter((name) => widths[name] !== undefined);
  const inner = names(memory.columns.map((_, c) => innerStreet(columns, c)));
  const upright = names(memory.columns.slice(1).map((_, c) => c + 1));
  const level = names(memory.bands.slice(1).map((_, r) => levelStreet(columns, r + 1)));
  const width = memory.columns.reduce(
    (sum, count, c) =>
      sum +
      columnWidth(count, widths[streetName(columns, innerStreet(columns, c))] ?? 0, metrics) +
      (widths[`V${c}`] ?? 0),
    widths[`V${columns}`] ?? 0,
  );
  let height = memory.bands.reduce((sum, each) => sum + each, 0);
  for (const [name, each] of Object.entries(widths)) if (name.startsWith('H')) height += each;
  const left = share(widths, inner, viewport.width - width, SPARE.inner);
  share(widths, upright, left, SPARE.upright);
  share(widths, level, viewport.height - height, SPARE.level);
}

function share(widths: Record<string, number>, names: readonly string[], room: number, most: number): number {
  if (room <= 0 || names.length === 0) return room;
  const each = Math.min(most, Math.floor(room / names.length));
  for (const name of names) widths[name] = (widths[name] ?? 0) + each;
  return room - each * names.length;
}
