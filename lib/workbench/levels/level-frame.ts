/** From the state to one picture of a level: facts, places, lines. Each step is redone only when what it rests on changed. */

import {
  crossingLines,
  type DraftMoves,
  type Drawn,
  draftMoves,
  drawGroups,
  drawOverlay,
  type GroupBy,
  type Grouping,
  hubsOnRails,
  keepLevels,
  type LevelFacts,
  type LevelMemory,
  type LineMark,
  levelFacts,
  makeGrouping,
  type PairFold,
  type Rails,
  type Route,
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
import { groupByOf, inView, levelOf, type ShownLevel } from './level-of.ts';

export interface LevelFrame {
  readonly level: Exclude<ShownLevel, 'plain'>;
  readonly by: GroupBy;
  readonly facts: LevelFacts;
  /** In Changes view of a draft. */
  readonly moves: DraftMoves | undefined;
  readonly drawn: Drawn;
  /** Lines of the draft. */
  readonly overlay: readonly LineMark[];
  /** Where the places are kept. */
  readonly key: string;
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
  return makeGrouping(by, inView({ reachability, snapshot, namespaces } as WorkbenchState).namespaces, () =>
    crossingLines(live),
  );
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
export function memoryKey(
  { snapshot, namespaces }: Pick<WorkbenchState, 'snapshot' | 'namespaces'>,
  by: GroupBy,
): string {
  const cluster = snapshot?.cluster.uid ?? snapshot?.cluster.name ?? '';
  return `${cluster} ${by}${namespaces === 'all' ? '' : ` of ${[...namespaces].sort().join(',')}`}`;
}

export interface LevelPipeline {
  /** Undefined where the map of strips is shown. */
  /** `load`: places of an earlier visit. */
  frame(
    state: WorkbenchState,
    viewport: Viewport,
    load: (key: string) => LevelMemory | undefined,
  ): LevelFrame | undefined;
}

export function levelPipeline(): LevelPipeline {
  const toGrouping = memoizeLast(groupingOf);
  const toMemory = memoizeLast(memoryOf, sameMemory);
  const toFacts = memoizeLast(factsOf);
  const toMoves = memoizeLast(draftMoves);
  let previous: { readonly streets: string; readonly routes: readonly Route[] } | undefined;
  const toDrawn = memoizeLast(
    (level: LevelFrame['level'], facts: LevelFacts, memory: LevelMemory, viewport: Viewport): Drawn => {
      const streets = JSON.stringify([level, viewport, memory.columns, memory.rows, memory.lanes, memory.cells]);
      const known = previous?.streets === streets ? previous.routes : undefined;
      const drawn = drawGroups({ facts, memory, viewport, ...(known && { previous: known }) });
      previous = { streets, routes: drawn.picture.routes };
      return drawn;
    },
  );
  const toOverlay = memoizeLast(drawOverlay);
  const toFrame = memoizeLast(frameOf);
  return {
    frame(state, viewport, load) {
      const level = levelOf(state);
      if (level === 'plain') return undefined;
      const by = groupByOf(state);
      const live = foldOf(state, 'live');
      const key = memoryKey(state, by);
      const grouping = toGrouping(state.reachability, state.snapshot, state.namespaces, by, live);
      const memory = toMemory(grouping, live, state.levelMemories[key] ?? load(key), viewport);
      const facts = toFacts(shownFold(state), grouping, memory.rails, unreadableNamespaces(state));
      const diff = shownDiff(state);
      const moves =
        diff !== undefined && state.view === 'changes'
          ? toMoves(diff, foldOf(state, 'after'), facts.grouping, memory.rails)
          : undefined;
      const drawn = toDrawn(level, facts, memory, viewport);
      const overlay = moves === undefined ? NO_LINES : toOverlay(moves, drawn);
      const minimum = isReading(state);
      return toFrame(level, by, facts, moves, drawn, overlay, key, memory, freshnessOf(state), minimum);
    },
  };
}

function frameOf(
  level: LevelFrame['level'],
  by: GroupBy,
  facts: LevelFacts,
  moves: DraftMoves | undefined,
  drawn: Drawn,
  overlay: readonly LineMark[],
  key: string,
  memory: LevelMemory,
  freshness: Freshness,
  minimum: boolean,
): LevelFrame {
  return { level, by, facts, moves, drawn, overlay, key, memory, freshness, minimum };
}

const NO_LINES: readonly LineMark[] = [];

function memoryOf(grouping: Grouping, fold: PairFold, known: LevelMemory | undefined, viewport: Viewport): LevelMemory {
  return keepLevels({ grouping, fold, viewport, tiesOf: (rails) => tiesBetween(fold, grouping, rails) }, known);
}

function sameMemory(before: LevelMemory, after: LevelMemory): boolean {
  return JSON.stringify(before) === JSON.stringify(after);
}
