/** What is singled out on a level, and with it what must stand back. */

import { workloadNamespace } from '#engine';
import { foldedStrip, groupEnd, railEnd } from '#graph';
import type { Selection } from '../state/state.ts';
import type { LevelFrame } from './level-frame.ts';

/** A thing on a level that can be pointed at, chosen, or walked to. */
export type LevelThing =
  | { readonly type: 'group'; readonly id: string }
  | { readonly type: 'namespace'; readonly name: string }
  | { readonly type: 'rail'; readonly name: string }
  | { readonly type: 'workload'; readonly id: string };

export interface LevelFocus {
  readonly groups: ReadonlySet<string>;
  readonly namespaces: ReadonlySet<string>;
  readonly rails: ReadonlySet<string>;
  /** Under the highlighter, or for a draft simply at full strength. */
  readonly lines: ReadonlySet<string>;
  /** Of a selected workload: the workloads that rules let reach it, or that it reaches, and itself. */
  readonly peers?: ReadonlySet<string>;
  /** In a signal frame. */
  readonly framed: LevelThing | undefined;
  /** A person chose it: its lines are under the highlighter. */
  readonly lit: boolean;
}

export function levelFocus(
  frame: LevelFrame,
  chosen: LevelThing | undefined,
  hovered: LevelThing | undefined,
): LevelFocus | undefined {
  const thing = chosen ?? hovered;
  if (thing !== undefined) return focusOnThing(frame, thing, chosen !== undefined);
  return frame.moves === undefined ? undefined : focusOnMoves(frame);
}

/** The things that a selection of the workbench means here. */
export function thingOf(selection: Selection | undefined, { facts, level }: LevelFrame): LevelThing | undefined {
  const inNamespace = (name: string): LevelThing =>
    facts.railFacts.some((rail) => rail.name === name) ? { type: 'rail', name } : { type: 'namespace', name };
  switch (selection?.type) {
    case 'group':
      return { type: 'group', id: selection.id };
    case 'namespace':
      return inNamespace(selection.name);
    case 'workload':
      return level === 'workloads'
        ? { type: 'workload', id: selection.id }
        : inNamespace(workloadNamespace(selection.id));
    case 'policy':
      return inNamespace(workloadNamespace(selection.id));
    case 'edge':
      return inNamespace(workloadNamespace(selection.destination));
    default:
      return undefined;
  }
}

export function selectionOfThing(thing: LevelThing | undefined): Selection | undefined {
  switch (thing?.type) {
    case 'group':
      return { type: 'group', id: thing.id };
    case 'namespace':
    case 'rail':
      return { type: 'namespace', name: thing.name };
    case 'workload':
      return { type: 'workload', id: thing.id };
    default:
      return undefined;
  }
}

function focusOnThing(frame: LevelFrame, thing: LevelThing, lit: boolean): LevelFocus {
  const { facts, drawn, overlay, selected } = frame;
  const name =
    thing.type === 'group' ? undefined : thing.type === 'workload' ? workloadNamespace(thing.id) : thing.name;
  const group = thing.type === 'group' ? thing.id : facts.namespaces.get(name ?? '')?.group;
  const own = new Set<string>();
  if (thing.type === 'group') own.add(thing.id);
  else if (name !== undefined) own.add(foldedStrip(name));
  // What is only pointed at has no lines of its own: those of its group tell where they go.
  if (!lit && group !== undefined && thing.type === 'namespace') own.add(group);
  const touching = [...drawn.picture.lines, ...overlay].filter(
    ({ source, destination }) => own.has(source) || own.has(destination),
  );
  const lines = lit ? [...touching, ...selected.lines] : touching;
  const groups = new Set<string>(group === undefined ? [] : [group]);
  for (const { source, destination } of lines) for (const end of [source, destination]) groups.add(end);
  const namespaces = peersOf(frame, thing);
  const rails = new Set([...facts.rails.top, ...facts.rails.foot].filter((rail) => namespaces.has(rail)));
  for (const peer of namespaces) {
    const of = facts.namespaces.get(peer)?.group;
    if (of !== undefined) groups.add(of);
  }
  const told = {
    groups,
    namespaces,
    rails,
    lines: new Set(lines.map(({ id }) => id)),
    framed: lit ? thing : undefined,
    lit,
  };
  return thing.type === 'workload' ? { ...told, peers: new Set([thing.id, ...(frame.peers ?? [])]) } : told;
}

/** Namespaces that rules let reach the thing, or be reached by it; of a group its own too. */
function peersOf({ facts }: LevelFrame, thing: LevelThing): ReadonlySet<string> {
  const { namespaces } = facts.fold.census;
  const own = new Set(
    thing.type === 'group'
      ? facts.groups.find(({ id }) => id === thing.id)?.namespaces
      : [thing.type === 'workload' ? workloadNamespace(thing.id) : thing.name],
  );
  const names = new Set<string>(own);
  for (const { from, to } of facts.lines) {
    const [a = '', b = ''] = [namespaces[from], namespaces[to]];
    if (own.has(a)) names.add(b);
    if (own.has(b)) names.add(a);
  }
  return names;
}

/** A draft: what it changes keeps its strength. */
function focusOnMoves({ facts, moves, overlay }: LevelFrame): LevelFocus {
  const ends = new Set(moves?.groups.flatMap(({ from, to }) => [from, to]));
  const changed = new Set(moves?.namespaces.keys());
  return {
    groups: new Set(facts.groups.filter(({ id }) => ends.has(groupEnd(id))).map(({ id }) => id)),
    namespaces: changed,
    rails: new Set(facts.railFacts.filter(({ name }) => ends.has(railEnd(name))).map(({ name }) => name)),
    lines: new Set(overlay.map(({ id }) => id)),
    framed: undefined,
    lit: false,
  };
}
