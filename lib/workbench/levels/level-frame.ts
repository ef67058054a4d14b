/** From the state to one picture of a level: facts, places, lines. Each step is redone only when what it rests on changed. */

import { type Reachability, workloadNamespace } from '#engine';
import {
  crossingLines,
  type DraftMoves,
  type Drawn,
  draftMoves,
  drawGroups,
  drawNamespaces,
  drawOpenGroup,
  drawOverlay,
  drawSelectedNamespace,
  drawSelectedWorkload,
  drawWorkloads,
  type GroupBy,
  type Grouping,
  hubsOnRails,
  keepLevels,
  type LevelFacts,
  type LevelMemory,
  type LevelName,
  type LineMark,
  levelFacts,
  makeGrouping,
  type PairFold,
  type Rails,
  type Route,
  type SelectedLines,
  tiesBetween,
  type Viewport,
} from '#graph';
import type { WorkbenchState } from '../state/state.ts';
import { freshnessOf } from '../view/freshness.ts';
import { isReading } from '../view/lower-bounds.ts';
import { memoizeLast } from '../view/memoize-last.ts';
import type { Freshness } from '../view/scene.ts';
import { shownDiff } from '../view/shown-diff.ts';
import { unreadableNamespaces } from '../view/unreadable.ts';
import { foldOf } from './fold-of.ts';
import { levelAtZoom } from './level-at-zoom.ts';
import { groupByOf, inView, levelOf, type ShownLevel } from './level-of.ts';

export interface LevelFrame {
  readonly level: Exclude<ShownLevel, 'plain'>;
  /** What was asked for; the level may be the one above, because it could not be read as near as it is looked at. */
  readonly base: Exclude<ShownLevel, 'plain'>;
  readonly by: GroupBy;
  readonly facts: LevelFacts;
  /** In Changes view of a draft. */
  readonly moves: DraftMoves | undefined;
  readonly drawn: Drawn;
  /** Lines of the draft. */
  readonly overlay: readonly LineMark[];
  /** Lines of what is selected that the level does not draw by itself. */
  readonly selected: SelectedLines;
  /** The group whose namespaces are strips while the others stay folded. */
  readonly open?: string | undefined;
  /** Where the places are kept. */
  readonly key: string;
  /** Of a selected workload, on the level of workloads: whom rules let reach it, or whom it reaches. */
  readonly peers: readonly string[] | undefined;
  /** What the gates show, where workloads are drawn. */
  readonly shown: Reachability | undefined;
  readonly memory: LevelMemory;
  readonly freshness: Freshness;
  /** Counts are lower bounds. */
  readonly minimum: boolean;
}

/** Facts of what the map shows, for panels too: they know no places but which namespaces stand on rails. */
export function levelFactsOf(): (state: WorkbenchState) => LevelFacts | undefined {
  const toGrouping = memoizeLast(groupingOf);
  const toRails = memoizeLast(hubsOnRails);
  const toFacts = memoizeLast(factsOf);
  return (state) => {
    if (levelOf(state) === 'plain') return undefined;
    const live = foldOf(state, 'live');
    const by = groupByOf(state);
    const grouping = toGrouping(state.reachability, state.snapshot, state.namespaces, by, live);
    const rails = state.levelMemories[memoryKey(state, by)]?.rails ?? toRails(live, grouping);
    return toFacts(shownFold(state), grouping, rails, unreadableNamespaces(state));
  };
}

function shownFold(state: WorkbenchState): PairFold {
  const diff = shownDiff(state);
  return foldOf(state, diff === undefined || state.view === 'before' ? 'live' : 'after');
}

function groupingOf(
  reachability: WorkbenchState['reachability'],
  snapshot: WorkbenchState['snapshot'],
  namespaces: WorkbenchState['namespaces'],
  by: GroupBy,
  live: PairFold,
): Grouping {
  const known = inView({ reachability, snapshot, namespaces }).namespaces;
  return withoutEmptyRest(
    makeGrouping(by, known, () => crossingLines(live)),
    live,
    snapshot?.cluster.unreadable,
  );
}

/** Namespaces of no group in which nothing runs are told in a sentence, and take no place of a group. */
function withoutEmptyRest(
  grouping: Grouping,
  { census }: PairFold,
  unreadable: readonly { readonly name: string }[] = [],
): Grouping {
  const hidden = new Set(unreadable.map(({ name }) => name));
  const runs = (name: string) =>
    hidden.has(name) || (census.each[census.namespaceIndex.get(name) ?? -1]?.workloads ?? 0) > 0;
  const groups = grouping.groups.flatMap((group) => {
    if (group.kind !== 'rest') return [group];
    const namespaces = group.namespaces.filter(runs);
    return namespaces.length === 0 ? [] : [{ ...group, namespaces }];
  });
  const there = new Set(groups.flatMap(({ namespaces }) => namespaces));
  return { ...grouping, groups, groupOf: new Map([...grouping.groupOf].filter(([name]) => there.has(name))) };
}

function factsOf(
  fold: PairFold,
  grouping: Grouping,
  rails: Rails,
  unreadable: ReturnType<typeof unreadableNamespaces>,
): LevelFacts {
  return levelFacts({ fold, grouping, rails, unreadable: new Set(unreadable.map(({ name }) => name)) });
}

/** The name under which the places of a cluster and a way to group it are kept; some namespaces alone have their own. */
function memoryKey({ snapshot, namespaces }: Pick<WorkbenchState, 'snapshot' | 'namespaces'>, by: GroupBy): string {
  const cluster = snapshot?.cluster.uid ?? snapshot?.cluster.name ?? '';
  return `${cluster} ${by}${namespaces === 'all' ? '' : ` of ${[...namespaces].sort().join(',')}`}`;
}

export interface LevelPipeline {
  /** Undefined where the map of strips is shown. */
  /** `load`: places of an earlier visit; `zoom`: how near the map is looked at, 1 = the whole fills the window. */
  frame(
    state: WorkbenchState,
    viewport: Viewport,
    load: (key: string) => LevelMemory | undefined,
    zoom?: number,
  ): LevelFrame | undefined;
}

export function levelPipeline(): LevelPipeline {
  const toGrouping = memoizeLast(groupingOf);
  const toMemory = memoizeLast(memoryOf, sameMemory);
  const toFacts = memoizeLast(factsOf);
  const toMoves = memoizeLast(draftMoves);
  const toDrawn = legibleLevel();
  let last: LevelFrame['level'] | undefined;
  const toSelected = memoizeLast(selectedLines);
  const toOverlay = memoizeLast(drawOverlay);
  const toPeers = memoizeLast(peersOfSelected);
  const toFrame = memoizeLast(frameOf);
  return {
    frame(state, viewport, load, zoom = 1) {
      const base = levelOf(state);
      if (base === 'plain') return undefined;
      const by = groupByOf(state);
      const live = foldOf(state, 'live');
      const key = memoryKey(state, by);
      const grouping = toGrouping(state.reachability, state.snapshot, state.namespaces, by, live);
      const memory = toMemory(grouping, live, state.levelMemories[key] ?? load(key), viewport);
      const facts = toFacts(shownFold(state), grouping, memory.rails, unreadableNamespaces(state));
      const diff = shownDiff(state);
      const inChanges = diff !== undefined && state.view === 'changes';
      const moves = inChanges ? toMoves(diff, foldOf(state, 'after'), facts.grouping, memory.rails) : undefined;
      const shown = diff === undefined ? state.reachability : state.view === 'before' ? diff.before : diff.after;
      const wanted = state.openGroup === undefined ? levelAtZoom(base, zoom, last) : base;
      const { drawn, level } = toDrawn(wanted, facts, memory, viewport, state.openGroup, shown, zoom);
      last = level;
      const overlay = moves === undefined ? NO_LINES : toOverlay(moves, drawn);
      const selected = toSelected(state.selection, level, facts, drawn, shown);
      const told = {
        level,
        base,
        by,
        key,
        open: state.openGroup,
        freshness: freshnessOf(state),
        minimum: isReading(state),
      };
      const rows = level === 'workloads' ? shown : undefined;
      const peers = toPeers(state.selection, rows);
      return toFrame(JSON.stringify(told), facts, moves, drawn, overlay, selected, memory, peers, rows);
    },
  };
}

/** The level that is wanted, or the one above while its type would be too small to be read. */
function legibleLevel() {
  const each = new Map(LEVELS.map((level) => [level, memoizeLast(keepDrawn())]));
  return (
    wanted: LevelName,
    facts: LevelFacts,
    memory: LevelMemory,
    viewport: Viewport,
    open: string | undefined,
    shown: Reachability | undefined,
    zoom: number,
  ): { readonly drawn: Drawn; readonly level: LevelName } => {
    const draw = (level: LevelName) =>
      each.get(level)?.(level, facts, memory, viewport, open, level === 'workloads' ? shown : undefined);
    const above = LEVELS.slice(0, LEVELS.indexOf(wanted) + 1).reverse();
    for (const level of above) {
      const drawn = draw(level);
      const isLast = level === 'groups' || (facts.grouping.by === 'none' && level === 'workloads');
      if (drawn && (isLast || drawn.picture.legibleFrom <= zoom * 1.02)) return { drawn, level };
    }
    return { drawn: drawGroups({ facts, memory, viewport }), level: 'groups' };
  };
}

const LEVELS: readonly LevelName[] = ['groups', 'namespaces', 'workloads'];

/** Lanes are kept while the streets are the same. */
function keepDrawn() {
  let previous: { readonly streets: string; readonly routes: readonly Route[] } | undefined;
  return (
    level: LevelFrame['level'],
    facts: LevelFacts,
    memory: LevelMemory,
    viewport: Viewport,
    open: string | undefined,
    workloads: Reachability | undefined,
  ): Drawn => {
    const streets = JSON.stringify([
      level,
      open,
      viewport,
      { ...memory, order: level === 'groups' ? [] : memory.order },
    ]);
    const known = previous?.streets === streets ? previous.routes : undefined;
    const input = { facts, memory, viewport, ...(known && { previous: known }) };
    const drawn =
      (workloads && drawWorkloads(input, workloads)) ??
      (open === undefined ? undefined : drawOpenGroup(input, open)) ??
      (level === 'groups' ? drawGroups(input) : drawNamespaces(input));
    previous = { streets, routes: drawn.picture.routes };
    return drawn;
  };
}

function selectedLines(
  selection: WorkbenchState['selection'],
  level: LevelFrame['level'],
  facts: LevelFacts,
  drawn: Drawn,
  shown: Reachability | undefined,
): SelectedLines {
  switch (selection?.type) {
    case 'namespace':
      return drawSelectedNamespace(selection.name, facts, drawn);
    case 'workload':
      return level === 'workloads' && shown !== undefined
        ? drawSelectedWorkload(selection.id, shown.byRule, facts, drawn)
        : drawSelectedNamespace(workloadNamespace(selection.id), facts, drawn);
    default:
      return NOTHING_SELECTED;
  }
}

function peersOfSelected(
  selection: WorkbenchState['selection'],
  rows: Reachability | undefined,
): readonly string[] | undefined {
  if (selection?.type !== 'workload' || rows === undefined) return undefined;
  const { id } = selection;
  return rows.byRule.flatMap(({ source, destination }) =>
    source === id ? [destination] : destination === id ? [source] : [],
  );
}

const NOTHING_SELECTED: SelectedLines = { lines: [], all: 0 };

/** `told`: what is plain text, as JSON, so that the same is known as the same. */
function frameOf(
  told: string,
  facts: LevelFacts,
  moves: DraftMoves | undefined,
  drawn: Drawn,
  overlay: readonly LineMark[],
  selected: SelectedLines,
  memory: LevelMemory,
  peers: readonly string[] | undefined,
  shown: Reachability | undefined,
): LevelFrame {
  const plain = JSON.parse(told) as Pick<
    LevelFrame,
    'level' | 'base' | 'by' | 'key' | 'open' | 'freshness' | 'minimum'
  >;
  return { ...plain, facts, moves, drawn, overlay, selected, memory, peers, shown };
}

const NO_LINES: readonly LineMark[] = [];

function memoryOf(grouping: Grouping, fold: PairFold, known: LevelMemory | undefined, viewport: Viewport): LevelMemory {
  return keepLevels({ grouping, fold, viewport, tiesOf: (rails) => tiesBetween(fold, grouping, rails) }, known);
}

function sameMemory(before: LevelMemory, after: LevelMemory): boolean {
  return JSON.stringify(before) === JSON.stringify(after);
}
