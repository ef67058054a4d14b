/** Workloads and namespaces -> plates with their strips, before any place is given. */

import {
  type ContainerPort,
  type Direction,
  type FinishedWorkload,
  podsInWords,
  type Reachability,
  type ReachabilityDiff,
  type WorkloadReach,
} from '#engine';
import { byCodeUnit } from './by-code-unit.ts';
import { foldedStrip } from './folded-strip.ts';
import { changedGateMark, type GateChange, gateChanges, gateMark, UNKNOWN_GATE } from './gate-marks.ts';
import { lensOf } from './lens.ts';
import type { DraftPhase, MapInput, MapNamespace, Plate, Strip } from './map-model.ts';

/** Ids of the two plates that are no namespace; a namespace name cannot contain a colon. */
const OUTSIDE_PLATE = ':outside';
const FOLDED_PLATE = ':folded';

/** Characters that fit a quiet line of a plate with one strip, at the smallest strip width. */
const LINE_CHARACTERS = 26;
const MOST_LINES = 4;

/** The state a view shows: before, or after the draft. */
export function reachabilityShown(input: MapInput): Reachability {
  if (!input.diff) return input.reachability;
  return input.view === 'before' ? input.diff.before : input.diff.after;
}

export function buildPlates(input: MapInput, lens = lensOf(input)): Plate[] {
  const shown = reachabilityShown(input);
  const known = new Map(input.namespaces.map((namespace) => [namespace.name, namespace]));
  const members = new Map<string, WorkloadReach[]>();
  for (const workload of shown.workloads) {
    if (!known.has(workload.namespace)) known.set(workload.namespace, { name: workload.namespace, policies: 0 });
    const list = members.get(workload.namespace);
    if (list) list.push(workload);
    else members.set(workload.namespace, [workload]);
  }
  const toStrip = stripMaker(input.diff, input.view, input.lowerBounds ?? false);
  const over = Map.groupBy(shown.finished ?? [], ({ namespace }) => namespace);
  const plates: Plate[] = [];
  const empty: string[] = [];
  for (const name of [...known.keys()].sort(byCodeUnit)) {
    const namespace = known.get(name);
    const workloads = members.get(name) ?? [];
    if (lens && !lens.isChosen(name) && !lens.unread.has(name)) {
      const peers = workloads.filter(({ id }) => lens.peers.has(id));
      if (peers.length > 0) plates.push(peersPlate(name, peers, workloads, toStrip));
      continue;
    }
    if (!namespace) continue;
    const finished = over.get(name) ?? [];
    if (workloads.length + finished.length === 0 && !namespace.unreadable) empty.push(name);
    else plates.push(namespacePlate(namespace, { workloads, finished }, input, toStrip));
  }
  plates.push(outsidePlate());
  if (empty.length > 0) plates.push(foldedPlate(empty));
  return plates;
}

interface Members {
  readonly workloads: readonly WorkloadReach[];
  readonly finished: readonly FinishedWorkload[];
}

function namespacePlate(
  namespace: MapNamespace,
  { workloads, finished }: Members,
  input: MapInput,
  toStrip: (workload: WorkloadReach) => Strip,
): Plate {
  const after = input.diff && input.view !== 'before';
  const policyCount = after ? (namespace.policiesAfter ?? namespace.policies) : namespace.policies;
  const onHost = workloads.filter((workload) => workload.hostNetwork).map((workload) => workload.name);
  const lines = [
    ...(onHost.length > 0 ? [...wrapNames(onHost, 1), 'host network, no policy applies'] : []),
    ...(finished.length > 0 ? [...wrapNames(finished.map(nameOf), 1), 'finished, no pod runs'] : []),
  ];
  return {
    id: namespace.name,
    kind: namespace.unreadable ? 'unreadable' : 'namespace',
    title: namespace.name,
    policies: policyCount === 0 ? 'no policy' : `${policyCount} ${policyCount === 1 ? 'policy' : 'policies'}`,
    policyCount,
    strips: namespace.unreadable
      ? [anchorOf(namespace.name)]
      : workloads.filter((workload) => !workload.hostNetwork).map(toStrip),
    lines: namespace.unreadable ? [] : lines,
  };
}

const nameOf = ({ name }: { readonly name: string }) => name;

/** Of a namespace that was not chosen only the other ends of lines are in view: it says how many workloads that leaves out. */
function peersPlate(
  name: string,
  peers: readonly WorkloadReach[],
  workloads: readonly WorkloadReach[],
  toStrip: (workload: WorkloadReach) => Strip,
): Plate {
  const policies = `${peers.length} of ${workloads.length} ${workloads.length === 1 ? 'workload' : 'workloads'}`;
  const strips = peers.map(toStrip);
  return { id: name, kind: 'namespace', title: name, policies, policyCount: 1, strips, lines: [], part: true };
}

/** No strip is invented where nothing may be read; lines need an end all the same. */
function anchorOf(namespace: string): Strip {
  const gates = { ingress: UNKNOWN_GATE, egress: UNKNOWN_GATE };
  const id = foldedStrip(namespace);
  return { id, plate: namespace, name: '', kind: 'Namespace', detail: '', port: '', ...gates, anchor: true };
}

function outsidePlate(): Plate {
  const internet: Strip = {
    id: 'outside',
    plate: OUTSIDE_PLATE,
    name: 'Internet',
    kind: 'Internet',
    detail: '0.0.0.0/0',
    port: '',
    ingress: UNKNOWN_GATE,
    egress: UNKNOWN_GATE,
  };
  const title = 'outside the cluster';
  return { id: OUTSIDE_PLATE, kind: 'outside', title, policies: '', policyCount: 0, strips: [internet], lines: [] };
}

function foldedPlate(names: readonly string[]): Plate {
  const title = `${names.length} ${names.length === 1 ? 'namespace' : 'namespaces'} without pods`;
  const lines = wrapNames(names, MOST_LINES);
  return { id: FOLDED_PLATE, kind: 'folded', title, policies: '', policyCount: 0, strips: [], lines };
}

/** Names joined by commas in lines that fit a plate; what does not fit is counted, never dropped in silence. */
export function wrapNames(names: readonly string[], mostLines: number): string[] {
  const lines: string[] = [''];
  for (let i = 0; i < names.length; i += 1) {
    const last = i === names.length - 1;
    const word = `${names[i]}${last ? '' : ','}`;
    const line = lines.at(-1) ?? '';
    const joined = line === '' ? word : `${line} ${word}`;
    const onLastLine = lines.length === mostLines;
    const rest = ` and ${names.length - i} more`;
    if (line !== '' && onLastLine && joined.length + (last ? 0 : rest.length - 2) > LINE_CHARACTERS) {
      lines[lines.length - 1] = `${line.replace(/,$/, '')}${rest}`;
      return lines;
    }
    if (joined.length <= LINE_CHARACTERS || line === '') lines[lines.length - 1] = joined;
    else lines.push(word);
  }
  return lines;
}

function portText(ports: readonly ContainerPort[]): string {
  const numbers = new Set(ports.map((port) => port.port));
  if (numbers.size === 0) return '';
  return numbers.size === 1 ? `:${[...numbers][0]}` : `${numbers.size} ports`;
}

/** Of several ports the one that serves is meant, not those of health and metrics beside it: named ports decide. */
function mainPort(workload: WorkloadReach): string {
  if (workload.ports.length < 2) return portText(workload.ports);
  const main = workload.ports.filter((port) => !/metric|health|probe|prom|admin|debug/.test(port.name ?? ''));
  return portText(main.length > 0 ? main : workload.ports);
}

function stripMaker(
  diff: ReachabilityDiff | undefined,
  view: DraftPhase,
  lowerBounds: NonNullable<MapInput['lowerBounds']>,
): (workload: WorkloadReach) => Strip {
  if (!diff || view !== 'changes') {
    const isMinimum = (direction: Direction, id: string) =>
      typeof lowerBounds === 'boolean' ? lowerBounds : lowerBounds.has(`${direction} ${id}`);
    return (workload) => {
      const mark = (direction: Direction) => gateMark(workload[direction], isMinimum(direction, workload.id));
      return toStrip(workload, mark('ingress'), mark('egress'));
    };
  }
  const changes = gateChanges(diff.added, diff.removed);
  const before = new Map(diff.before.workloads.map((workload) => [workload.id, workload]));
  return (workload) => {
    const old = before.get(workload.id);
    const mark = (direction: Direction) => changedGateMark(old?.[direction], workload[direction], changeOf(direction));
    const changeOf = (direction: Direction): GateChange | undefined => changes.get(`${direction} ${workload.id}`);
    const note = isolationNote(diff, workload);
    return { ...toStrip(workload, mark('ingress'), mark('egress')), ...(note ? { note } : {}) };
  };
}

function isolationNote(diff: ReachabilityDiff, workload: WorkloadReach): string | undefined {
  const of = (becomes: 'isolated' | 'open') =>
    (['ingress', 'egress'] as const).filter((direction) =>
      diff.isolation.some(
        (change) => change.workload === workload.id && change.direction === direction && change.becomes === becomes,
      ),
    );
  // No longer than a strip is wide, so that it stays on its plate.
  const ways = (list: readonly string[]) => (list.length === 2 ? ' both ways' : `: ${list[0]}`);
  const isolated = of('isolated');
  if (isolated.length > 0) return `newly isolated${ways(isolated)}`;
  const opened = of('open');
  return opened.length > 0 ? `now open${ways(opened)}` : undefined;
}

function toStrip(workload: WorkloadReach, ingress: Strip['ingress'], egress: Strip['egress']): Strip {
  return {
    id: workload.id,
    plate: workload.namespace,
    name: workload.name,
    kind: workload.kind,
    detail: podsInWords(workload),
    ...(workload.noPods !== undefined && { idle: true as const }),
    // The reason must be readable on the smallest strip.
    port: workload.noPods === undefined ? mainPort(workload) : '',
    ingress,
    egress,
  };
}
