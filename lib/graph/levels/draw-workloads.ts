/**
 * Workloads as rows in columns, each namespace under its name: all of them, however many. They are drawn as large as the
 * window allows, and the picture says from which zoom they can be read.
 */

import type { Reachability, WorkloadReach } from '#engine';
import { prefixes } from '../grouping/name-prefix.ts';
import type { Rect, Span, Viewport } from '../model/geometry.ts';
import type { DrawInput, Drawn } from './draw-groups.ts';
import { axisOf, type GridAxes, plateRect } from './grid-streets.ts';
import { levelAxes, RAIL } from './level-axes.ts';
import type { LevelMemory } from './memory.ts';
import { openPlacement, type StripStop } from './open-plates.ts';
import type { Heading, PlateMark, WorkloadMark } from './picture.ts';
import { railMarks } from './rail-marks.ts';

/** At 100 %, where the whole of it fits; down to the least pitch the type stays as it is. */
const ROW = { pitch: 12, least: 11, share: 0.875 } as const;
const COLUMN = { least: 62, gap: 6, side: 7 } as const;
const TITLE = 28;
const FOOT = 8;
/** The name of a namespace takes as much as a row and a half. */
const HEADING = 1.5;
const GAP = 0.6;
const FEW_WORKLOADS = 24;

/** Rows under one heading. */
interface Block {
  readonly namespace: string;
  readonly text: string;
  readonly rows: readonly WorkloadReach[];
}

export function drawWorkloads(input: DrawInput, { workloads }: Pick<Reachability, 'workloads'>): Drawn {
  const { facts, memory, viewport } = input;
  const members = Map.groupBy(
    workloads.filter(({ hostNetwork }) => !hostNetwork),
    ({ namespace }) => namespace,
  );
  const blocks = new Map(
    facts.groups.map(({ id }) => [
      id,
      (memory.order[id] ?? []).flatMap((name) =>
        name === '' ? [] : blocksOfNamespace(name, facts.namespaces.get(name)?.short ?? name, members.get(name) ?? []),
      ),
    ]),
  );
  const inGrid = layOut(memory.cells, levelAxes(memory, viewport), blocks);
  // A few groups side by side have columns as high as the window: where they can be read so, they stand so.
  const row =
    inGrid.pitch < ROW.least
      ? layOut(
          ...sideBySide(
            facts.groups.map(({ id }) => id),
            memory,
            viewport,
          ),
          blocks,
        )
      : inGrid;
  const { axes, pitch, laid } = row.pitch >= ROW.least ? row : inGrid;
  const strips = axes.columns.plates.map((plate) => ({ strips: columnSpans(plate) }));
  return {
    placement: openPlacement(axes, strips, laid.ends),
    picture: {
      level: 'workloads',
      size: viewport,
      plates: laid.plates,
      marks: [],
      headings: laid.headings,
      workloads: laid.workloads,
      rails: railMarks(
        memory.rails,
        viewport,
        facts.railFacts.some(({ fromOutside }) => fromOutside),
      ),
      lines: [],
      inGates: 0,
      legibleFrom: Math.max(1, ROW.least / pitch),
      routes: [],
    },
  };
}

interface Laid {
  readonly plates: PlateMark[];
  readonly headings: Heading[];
  readonly workloads: WorkloadMark[];
  readonly ends: StripStop[];
}

type Cells = LevelMemory['cells'];

function layOut(cells: Cells, axes: GridAxes, blocks: ReadonlyMap<string, readonly Block[]>) {
  const laid: Laid = { plates: [], headings: [], workloads: [], ends: [] };
  const [widths] = axes.columns.plates;
  const columns = widths ? columnSpans(widths).length : 1;
  const pitch = Math.min(ROW.pitch, ...[...blocks.values()].map((list) => pitchFor(axes, list, columns)));
  for (const [id, list] of blocks) {
    const cell = cells[id];
    if (!cell) continue;
    const rect = plateRect(axes, cell.column, cell.row);
    laid.plates.push({ id, rect, state: 'open', histogram: false, words: 0, gate: 14 });
    layRows(laid, rect, list, pitch, cell);
  }
  return { axes, pitch, laid };
}

/** Groups in one row, in the order of their cells, with narrow streets. */
function sideBySide(
  ids: readonly string[],
  { cells, rails }: LevelMemory,
  { width, height }: Viewport,
): readonly [Cells, GridAxes] {
  const at = (id: string) => (cells[id]?.row ?? 0) * 1000 + (cells[id]?.column ?? 0);
  const sorted = [...ids].sort((a, b) => at(a) - at(b));
  const side = (names: readonly string[]) => (names.length > 0 ? RAIL.height + RAIL.margin : 0);
  const [top, foot] = [side(rails.top), side(rails.foot)];
  const plate = (width - STREET * (ids.length + 1)) / ids.length;
  const axes: GridAxes = {
    columns: axisOf(
      0,
      sorted.map(() => plate),
      new Array<number>(ids.length + 1).fill(STREET),
    ),
    rows: axisOf(top, [height - top - foot - STREET - LOW_STREET], [STREET, LOW_STREET]),
  };
  return [Object.fromEntries(sorted.map((id, column) => [id, { column, row: 0 }])), axes];
}

const STREET = 18;
const LOW_STREET = 12;

function columnSpans(plate: Span): Span[] {
  const room = plate.to - plate.from - 2 * COLUMN.side + COLUMN.gap;
  const count = Math.max(1, Math.floor(room / (COLUMN.least + COLUMN.gap)));
  const width = room / count - COLUMN.gap;
  return Array.from({ length: count }, (_, at) => {
    const from = plate.from + COLUMN.side + at * (width + COLUMN.gap);
    return { from, to: from + width };
  });
}

/** A large namespace is told in parts: by component or by the beginning of names. */
function blocksOfNamespace(namespace: string, short: string, rows: readonly WorkloadReach[]): Block[] {
  if (rows.length <= FEW_WORKLOADS) return [{ namespace, text: short, rows }];
  const found = prefixes(rows.map(({ name }) => name));
  const parts = Map.groupBy(rows, ({ name, labels }) => labels['app.kubernetes.io/component'] ?? found.get(name) ?? '');
  if (parts.size < 2 || parts.size * 2 > rows.length) return [{ namespace, text: short, rows }];
  const sorted = [...parts].sort(([a], [b]) => (a === '' ? 1 : b === '' ? -1 : a < b ? -1 : 1));
  return sorted.map(([part, own]) => ({ namespace, text: part === '' ? short : part, rows: own }));
}

const unitsOf = ({ rows }: Block) => HEADING + rows.length + GAP;

/** Each block goes to the column that is shortest so far; a block too long for a column goes on in the next. */
function columnsOf(blocks: readonly Block[], count: number): Block[][] {
  const columns = Array.from({ length: count }, (): Block[] => []);
  const filled = new Array<number>(count).fill(0);
  const whole = blocks.reduce((sum, block) => sum + unitsOf(block), 0);
  const most = Math.max(6, Math.ceil(whole / count) - HEADING - GAP);
  for (const block of blocks.flatMap((one) => cut(one, most))) {
    let best = 0;
    filled.forEach((height, at) => {
      if (height < (filled[best] ?? 0) - 1e-9) best = at;
    });
    columns[best]?.push(block);
    filled[best] = (filled[best] ?? 0) + unitsOf(block);
  }
  return columns;
}

function cut(block: Block, most: number): Block[] {
  const rows = Math.max(4, Math.floor(most));
  if (block.rows.length <= rows) return [block];
  const parts = Math.ceil(block.rows.length / rows);
  const each = Math.ceil(block.rows.length / parts);
  return Array.from({ length: parts }, (_, at) => ({ ...block, rows: block.rows.slice(at * each, (at + 1) * each) }));
}

function pitchFor({ rows }: GridAxes, blocks: readonly Block[], columns: number): number {
  const plate = rows.plates[0];
  const room = (plate ? plate.to - plate.from : 0) - TITLE - FOOT;
  const tallest = Math.max(
    1,
    ...columnsOf(blocks, Math.max(1, columns)).map((list) => list.reduce((sum, block) => sum + unitsOf(block), 0)),
  );
  return room / tallest;
}

function layRows(
  laid: Laid,
  plate: Rect,
  blocks: readonly Block[],
  pitch: number,
  { column, row }: { readonly column: number; readonly row: number },
): void {
  const spans = columnSpans({ from: plate.x, to: plate.x + plate.width });
  const height = pitch * ROW.share;
  columnsOf(blocks, spans.length).forEach((list, strip) => {
    const span = spans[strip] ?? { from: 0, to: 0 };
    const across = { x: span.from, width: span.to - span.from };
    let y = plate.y + TITLE;
    for (const { namespace, text, rows } of list) {
      laid.headings.push({ namespace, text, rect: { ...across, y, height: HEADING * pitch } });
      y += HEADING * pitch;
      for (const { id } of rows) {
        const rect = { ...across, y, height };
        laid.workloads.push({ workload: id, namespace, rect });
        laid.ends.push({ id, rect, column, row, strip });
        y += pitch;
      }
      y += GAP * pitch;
    }
  });
}
