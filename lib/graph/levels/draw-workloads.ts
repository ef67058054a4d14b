/**
 * Workloads as rows in columns, each namespace under its name: all of them, however many. They are drawn as large as the
 * window allows, and the picture says from which zoom they can be read.
 */

import type { Reachability, WorkloadReach } from '#engine';
import { prefixes } from '../grouping/name-prefix.ts';
import type { Rect, Span, Viewport } from '../model/geometry.ts';
import type { DrawInput, Drawn } from './draw-groups.ts';
import { type GridAxes, plateRect } from './grid-streets.ts';
import { levelAxes } from './level-axes.ts';
import type { LevelMemory } from './memory.ts';
import { openPlacement, type StripStop } from './open-plates.ts';
import type { Heading, PlateMark, WorkloadMark } from './picture.ts';
import { gridFor } from './place-groups.ts';
import { railMarks } from './rail-marks.ts';

/** At 100 %, where the whole of it fits. */
const ROW = { pitch: 12, height: 10.5 } as const;
const COLUMN = { least: 66, gap: 8, side: 8 } as const;
const TITLE = 30;
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
  const { facts, viewport } = input;
  const memory = tallGrid(
    input.memory,
    viewport,
    facts.groups.map(({ id }) => id),
  );
  const axes = levelAxes(memory, viewport);
  const members = Map.groupBy(
    workloads.filter(({ hostNetwork }) => !hostNetwork),
    ({ namespace }) => namespace,
  );
  const laid = {
    plates: [] as PlateMark[],
    headings: [] as Heading[],
    workloads: [] as WorkloadMark[],
    ends: [] as StripStop[],
  };
  const widths = axes.columns.plates[0];
  const columns = widths ? columnSpans(widths) : [];
  const pitches = facts.groups.map(({ id }) => pitchFor(axes, blocksOf(id), columns.length));
  const pitch = Math.min(ROW.pitch, ...pitches);
  function blocksOf(id: string): Block[] {
    return (memory.order[id] ?? []).flatMap((name) =>
      name === '' ? [] : blocksOfNamespace(name, facts.namespaces.get(name)?.short ?? name, members.get(name) ?? []),
    );
  }
  for (const { id } of facts.groups) {
    const cell = memory.cells[id];
    if (!cell) continue;
    const rect = plateRect(axes, cell.column, cell.row);
    laid.plates.push({ id, rect, state: 'open', histogram: false, words: 0, gate: 14 });
    layRows(laid, rect, blocksOf(id), pitch, cell);
  }
  const strips = axes.columns.plates.map((plate) => ({ strips: columnSpans(plate) }));
  const { plates, headings, ends } = laid;
  return {
    placement: openPlacement(axes, strips, ends),
    picture: {
      level: 'workloads',
      size: viewport,
      plates,
      marks: [],
      headings,
      workloads: laid.workloads,
      rails: railMarks(
        memory.rails,
        viewport,
        facts.railFacts.some(({ fromOutside }) => fromOutside),
      ),
      lines: [],
      inGates: 0,
      legibleFrom: Math.max(1, ROW.pitch / pitch),
      routes: [],
    },
  };
}

/** Of whole groups each keeps its cell; where only some are in view the grid is as it was found for them. */
function tallGrid(memory: LevelMemory, viewport: Viewport, ids: readonly string[]): LevelMemory {
  if (ids.length > 1 || Object.keys(memory.cells).length > 1) return memory;
  return { ...memory, ...gridFor(1, viewport) };
}

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
  laid: { headings: Heading[]; workloads: WorkloadMark[]; ends: StripStop[] },
  plate: Rect,
  blocks: readonly Block[],
  pitch: number,
  { column, row }: { readonly column: number; readonly row: number },
): void {
  const spans = columnSpans({ from: plate.x, to: plate.x + plate.width });
  const height = (pitch / ROW.pitch) * ROW.height;
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
