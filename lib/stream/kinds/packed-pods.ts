/**
 * Pods as a dictionary and columns: what many pods share (labels, ports, owner, machine) is said once, and each pod is
 * its place in the dictionary with its name and addresses. The order is kept, and nothing is lost but uids, which no
 * reader needs.
 */

import { ipv4Text, type Pod, readIpv4 } from '#engine';

/** Everything of a pod that its siblings share. */
type Shape = Omit<Pod, 'name' | 'uid' | 'ips' | 'host' | 'hostIps'>;
type Machine = Pick<Pod, 'host' | 'hostIps'>;

export interface PackedPods {
  readonly shapes: readonly Shape[];
  readonly machines: readonly Machine[];
  /** By pod: the number of its shape, less that of the pod before. So for `machine`. */
  readonly shape: readonly number[];
  readonly machine: readonly number[];
  /** By pod: `~` and what follows the name of its replica set, `-` and what follows that of its workload, or `=` and all. */
  readonly name: readonly string[];
  /** By pod: its one IPv4 address as a number, less the one before; or its addresses as text. */
  readonly ips: readonly (number | readonly string[])[];
}

export function packPods(pods: readonly Pod[]): PackedPods {
  const shapes = new Dictionary<Shape>();
  const machines = new Dictionary<Machine>();
  const numbers = new Numbers();
  const shape = new Array<number>(pods.length);
  const machine = new Array<number>(pods.length);
  const name = new Array<string>(pods.length);
  const ips = new Array<number | readonly string[]>(pods.length);
  let [lastShape, lastMachine, lastIp] = [0, 0, 0];
  let last: Pod | undefined;
  pods.forEach((pod, at) => {
    // Siblings mostly stand side by side.
    const isSibling = last !== undefined && isSameShape(pod, last);
    const shapeAt = isSibling ? lastShape : shapes.place(shapeKey(pod, numbers), () => shapeOf(pod));
    const machineAt = machines.place(machineKey(pod, numbers), () => machineOf(pod));
    const ip = pod.ips.length === 1 ? toNumber(pod.ips[0] as string) : undefined;
    shape[at] = shapeAt - lastShape;
    machine[at] = machineAt - lastMachine;
    name[at] = packName(pod);
    ips[at] = ip === undefined ? pod.ips : ip - lastIp;
    [last, lastShape, lastMachine, lastIp] = [pod, shapeAt, machineAt, ip ?? lastIp];
  });
  return { shapes: shapes.values, machines: machines.values, shape, machine, name, ips };
}

/** Pods of one shape share its labels, ports and owner. */
export function unpackPods(packed: PackedPods): Pod[] {
  let [shapeAt, machineAt, ip] = [0, 0, 0];
  return packed.name.map((own, at): Pod => {
    shapeAt += packed.shape[at] as number;
    machineAt += packed.machine[at] as number;
    const addresses = packed.ips[at] as number | readonly string[];
    if (typeof addresses === 'number') ip += addresses;
    const shape = packed.shapes[shapeAt] as Shape;
    return {
      ...shape,
      ...(packed.machines[machineAt] as Machine),
      name: unpackName(own, shape),
      ips: typeof addresses === 'number' ? [ipv4Text(ip)] : addresses,
    };
  });
}

function shapeOf({ name, uid, ips, host, hostIps, ...shape }: Pod): Shape {
  return shape;
}

function machineOf({ host, hostIps }: Pod): Machine {
  return host === undefined ? { hostIps } : { host, hostIps };
}

/**
 * Equal keys are of equal shapes. Objects count by identity: siblings share theirs, and a copy that is no sibling's only
 * makes the dictionary longer. Names come last, since they may be anything.
 */
function shapeKey(pod: Pod, numbers: Numbers): string {
  const { namespace, labels, hostNetwork, phase, ready, ports, workload, standsIn = '' } = pod;
  const shared = `${numbers.of(labels)} ${numbers.of(ports)} ${numbers.of(workload)}`;
  return `${shared} ${phase}${hostNetwork ? 'h' : ''}${ready ? 'r' : ''} ${standsIn} ${namespace}`;
}

function isSameShape(a: Pod, b: Pod): boolean {
  const sameObjects = a.labels === b.labels && a.ports === b.ports && a.workload === b.workload;
  const sameFlags = a.phase === b.phase && a.ready === b.ready && a.hostNetwork === b.hostNetwork;
  return sameObjects && sameFlags && a.standsIn === b.standsIn && a.namespace === b.namespace;
}

function machineKey({ host, hostIps }: Pod, numbers: Numbers): string {
  return `${numbers.of(hostIps)}${host === undefined ? '' : ` ${host}`}`;
}

const HASH = 'pod-template-hash';

/** The beginnings that the names of a workload's pods have. */
function beginnings({ workload, labels }: Pick<Pod, 'workload' | 'labels'>): { replicaSet?: string; own: string } {
  const own = `${workload.name}-`;
  return Object.hasOwn(labels, HASH) ? { replicaSet: `${own}${labels[HASH]}-`, own } : { own };
}

function packName(pod: Pod): string {
  const { replicaSet, own } = beginnings(pod);
  if (replicaSet !== undefined && pod.name.startsWith(replicaSet)) return `~${pod.name.slice(replicaSet.length)}`;
  return pod.name.startsWith(own) ? `-${pod.name.slice(own.length)}` : `=${pod.name}`;
}

function unpackName(packed: string, shape: Shape): string {
  const rest = packed.slice(1);
  if (packed.startsWith('=')) return rest;
  const { replicaSet = '', own } = beginnings(shape);
  return (packed.startsWith('~') ? replicaSet : own) + rest;
}

/** Values by key, numbered in the order first met. */
class Dictionary<T> {
  readonly values: T[] = [];
  readonly #places = new Map<string, number>();

  place(key: string, make: () => T): number {
    let place = this.#places.get(key);
    if (place === undefined) {
      place = this.values.length;
      this.values.push(make());
      this.#places.set(key, place);
    }
    return place;
  }
}

/** Numbers objects by identity. */
class Numbers {
  readonly #known = new Map<object, number>();

  of(object: object): number {
    let number = this.#known.get(object);
    if (number === undefined) {
      number = this.#known.size;
      this.#known.set(object, number);
    }
    return number;
  }
}

/** An IPv4 address in its usual spelling; anything else is left as text. */
function toNumber(text: string): number | undefined {
  const number = readIpv4(text);
  return number >= 0 && ipv4Text(number) === text ? number : undefined;
}
