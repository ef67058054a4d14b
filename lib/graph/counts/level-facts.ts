/** Everything the levels of the map tell of one state of the cluster, before any place is given. */

import type { GroupId, Grouping } from '../grouping/grouping.ts';
import { shortName } from '../grouping/name-prefix.ts';
import { type GroupLine, groupLines } from './group-lines.ts';
import { type HeatStep, heatStep } from './heat.ts';
import { type NamespaceLine, type PlaceSum, placeLines } from './namespace-lines.ts';
import { type PairFold, reachersOf } from './pair-fold.ts';
import {
  type BetweenUnits,
  betweenUnits,
  type UnitGate,
  unitGates,
  unitsOfGroups,
  unitsOfNamespaces,
} from './pairs-between.ts';
import { type RailReach, type Rails, railReach, withoutRails } from './rails.ts';

export interface GatePair {
  readonly ingress: UnitGate;
  readonly egress: UnitGate;
}

export interface NamespaceFacts {
  readonly name: string;
  /** Without the words it shares with its group. */
  readonly short: string;
  readonly group: GroupId | undefined;
  readonly workloads: number;
  /** Workloads of other namespaces that may reach at least one here. */
  readonly reach: number;
  readonly step: HeatStep;
  /** Every workload that no policy closes may reach it; `noPolicy`: because nothing closes it, not because a rule does. */
  readonly open: boolean;
  readonly noPolicy: boolean;
  /** Nobody may reach it. */
  readonly shut: boolean;
  /** Shares of its workloads that a policy closes. */
  readonly closed: { readonly ingress: number; readonly egress: number };
  /** A rail that lets the internet in reaches it. */
  readonly fromIngress: boolean;
  /** Its pods may not be read: nothing of it is known. */
  readonly unknown: boolean;
  /** Other namespaces, by any way. */
  readonly gates: GatePair;
}

/** Another group that rules let in or out, most pairs first. */
export interface GroupLink {
  readonly group: string;
  readonly pairs: number;
}

export interface GroupFacts {
  readonly id: GroupId;
  readonly name: string;
  readonly kind: 'group' | 'rest' | 'others';
  /** Groups that it stands for. */
  readonly groups: number;
  readonly namespaces: readonly string[];
  readonly workloads: number;
  /** Short names. */
  readonly open: readonly string[];
  readonly shut: readonly string[];
  readonly unread: number;
  readonly closed: { readonly ingress: number; readonly egress: number };
  /** Other groups, by any way. */
  readonly gates: GatePair;
  readonly from: readonly GroupLink[];
  readonly to: readonly GroupLink[];
}

export interface RailFacts extends RailReach {
  readonly name: string;
  readonly side: keyof Rails;
  readonly open: boolean;
  readonly closed: { readonly ingress: number; readonly egress: number };
  readonly workloads: number;
  /** Other namespaces, by any way. */
  readonly gates: GatePair;
  /** A rule lets traffic from outside the cluster in, and it passes it on. */
  readonly fromOutside: boolean;
}

export interface LevelFacts {
  readonly fold: PairFold;
  /** Without the namespaces on rails. */
  readonly grouping: Grouping;
  readonly rails: Rails;
  readonly railFacts: readonly RailFacts[];
  readonly namespaces: ReadonlyMap<string, NamespaceFacts>;
  readonly groups: readonly GroupFacts[];
  readonly sum: PlaceSum;
  readonly total: number;
  readonly lines: readonly NamespaceLine[];
  readonly groupLines: readonly GroupLine[];
  readonly between: BetweenUnits;
}

export interface LevelInput {
  readonly fold: PairFold;
  readonly grouping: Grouping;
  readonly rails: Rails;
  /** Namespaces whose pods may not be read. */
  readonly unreadable: ReadonlySet<string>;
  /** Steps that are shown, by namespace. */
  readonly stepsBefore?: ReadonlyMap<string, HeatStep>;
}

export function levelFacts({ fold, grouping: whole, rails, unreadable, stepsBefore }: LevelInput): LevelFacts {
  const grouping = withoutRails(whole, rails);
  const placed = placeLines(fold, grouping, new Set([...rails.top, ...rails.foot]));
  const between = betweenUnits(fold, unitsOfGroups(fold, grouping), grouping.groups.length);
  const lines = groupLines(placed.lines, fold.census.namespaces, grouping, between);
  const namespaces = namespaceFacts(fold, grouping, rails, unreadable, stepsBefore);
  const groups = groupFacts(grouping, namespaces, between, lines);
  const railFacts = [...rails.top, ...rails.foot].flatMap((name): RailFacts[] => {
    const own = namespaces.get(name);
    const side = rails.top.includes(name) ? 'top' : 'foot';
    if (!own) return [];
    const { open, closed, workloads, gates } = own;
    const fromOutside = side === 'top' && admitsOutside(fold, name);
    return [{ name, side, open, closed, workloads, gates, fromOutside, ...railReach(fold, grouping, name, side) }];
  });
  return { fold, grouping, rails, railFacts, namespaces, groups, ...placed, groupLines: lines, between };
}

function admitsOutside({ census: { each, namespaceIndex } }: PairFold, name: string): boolean {
  return each[namespaceIndex.get(name) ?? -1]?.fromOutside ?? false;
}

function namespaceFacts(
  fold: PairFold,
  grouping: Grouping,
  rails: Rails,
  unreadable: ReadonlySet<string>,
  stepsBefore: ReadonlyMap<string, HeatStep> | undefined,
): ReadonlyMap<string, NamespaceFacts> {
  const { namespaces, each } = fold.census;
  const size = namespaces.length;
  const between = betweenUnits(fold, unitsOfNamespaces(fold), size);
  const gates = unitGates(between, (unit) => (each[unit]?.doors ?? 0) > 0);
  const entries = rails.top.filter((name) => admitsOutside(fold, name)).map((name) => namespaces.indexOf(name));
  const nameOf = new Map(grouping.groups.map(({ id, name }) => [id, name]));
  const facts = new Map<string, NamespaceFacts>();
  namespaces.forEach((name, at) => {
    const own = each[at];
    const [ingress, egress] = [gates.ingress[at], gates.egress[at]];
    if (!own || !ingress || !egress) return;
    const group = grouping.groupOf.get(name);
    const reach = reachersOf(fold, at);
    const unknown = unreadable.has(name);
    const share = (closed: number) => (own.workloads === 0 ? 0 : closed / own.workloads);
    facts.set(name, {
      name,
      short: shortName(name, nameOf.get(group ?? '') ?? ''),
      group,
      workloads: own.workloads,
      reach,
      step: heatStep(reach, stepsBefore?.get(name)),
      open: own.doors > 0 && !unknown,
      noPolicy: own.unisolated > 0,
      shut: own.workloads > 0 && reach === 0 && own.doors === 0 && !unknown,
      closed: { ingress: share(own.closedIn), egress: share(own.closedOut) },
      fromIngress: entries.some((entry) => (fold.lines.get(entry * size + at)?.rule ?? 0) > 0),
      unknown,
      gates: { ingress, egress },
    });
  });
  return facts;
}

function groupFacts(
  { groups }: Grouping,
  namespaces: ReadonlyMap<string, NamespaceFacts>,
  between: BetweenUnits,
  lines: readonly GroupLine[],
): GroupFacts[] {
  const members = groups.map((group) => group.namespaces.flatMap((name) => namespaces.get(name) ?? []));
  const gates = unitGates(between, (unit) => members[unit]?.some(({ open }) => open) ?? false);
  const links = (at: number, side: 'from' | 'to'): GroupLink[] =>
    lines
      .filter((line) => (side === 'from' ? line.to : line.from) === at)
      .map((line) => ({ group: groups[side === 'from' ? line.from : line.to]?.name ?? '', pairs: line.pairs }))
      .sort((a, b) => b.pairs - a.pairs || (a.group < b.group ? -1 : 1));
  return groups.map((group, at): GroupFacts => {
    const own = members[at] ?? [];
    const workloads = own.reduce((sum, one) => sum + one.workloads, 0);
    const share = (side: 'ingress' | 'egress') =>
      workloads === 0 ? 0 : own.reduce((sum, one) => sum + one.closed[side] * one.workloads, 0) / workloads;
    return {
      id: group.id,
      name: group.name,
      kind: group.kind,
      groups: group.groups ?? 1,
      namespaces: group.namespaces,
      workloads,
      open: own
        .filter(({ open }) => open)
        .sort((a, b) => b.reach - a.reach)
        .map(({ short }) => short),
      shut: own.filter(({ shut }) => shut).map(({ short }) => short),
      unread: own.filter(({ unknown }) => unknown).length,
      closed: { ingress: share('ingress'), egress: share('egress') },
      gates: { ingress: gates.ingress[at] ?? NOBODY, egress: gates.egress[at] ?? NOBODY },
      from: links(at, 'from'),
      to: links(at, 'to'),
    };
  });
}

const NOBODY: UnitGate = { others: 0, byOpenDoor: false };

/** Namespaces that stand on the map: in a group, or on a rail. */
export function namespacesOnMap({ namespaces, railFacts }: LevelFacts): NamespaceFacts[] {
  const rails = new Set(railFacts.map(({ name }) => name));
  return [...namespaces.values()].filter(({ name, group }) => group !== undefined || rails.has(name));
}
