/**
 * The pods of a snapshot as a dictionary and columns: what many pods share (labels, ports, owner, machine) is said once,
 * and each pod is its place in the dictionary with its name, uid and addresses. Nothing is lost and the order is kept.
 */

import type { Pod } from '#engine';

/** Everything of a pod that its siblings share. */
type Shape = Omit<Pod, 'name' | 'uid' | 'ips' | 'host' | 'hostIps'>;
type Machine = Pick<Pod, 'host' | 'hostIps'>;

export interface PackedPods {
  readonly shapes: readonly Shape[];
  readonly machines: readonly Machine[];
  /** By pod: the number of its shape, less that of the pod before. So for `machine`. */
  readonly shape: readonly number[];
  readonly machine: readonly number[];
  /** By pod: `-` and what follows `<workload>-` in its name, or `=` and all of it. */
  readonly name: readonly string[];
  readonly uid: readonly string[];
  /** By pod: its one IPv4 address as a number, less the one before; or its addresses as text. */
  readonly ips: readonly (number | readonly string[])[];
}

export function packPods(pods: readonly Pod[]): PackedPods {
  const shapes = new Dictionary<Shape>();
  const machines = new Dictionary<Machine>();
  const shape = new Array<number>(pods.length);
  const machine = new Array<number>(pods.length);
  const name = new Array<string>(pods.length);
  const uid = new Array<string>(pods.length);
  const ips = new Array<number | readonly string[]>(pods.length);
  let [lastShape, lastMachine, lastIp] = [0, 0, 0];
  pods.forEach((pod, at) => {
    const { name: own, uid: id, ips: addresses, host, hostIps, ...rest } = pod;
    const shapeAt = shapes.place(rest);
    const machineAt = machines.place(host === undefined ? { hostIps } : { host, hostIps });
    const ip = addresses.length === 1 ? toNumber(addresses[0] as string) : undefined;
    shape[at] = shapeAt - lastShape;
    machine[at] = machineAt - lastMachine;
    name[at] = own.startsWith(`${pod.workload.name}-`) ? own.slice(pod.workload.name.length) : `=${own}`;
    uid[at] = id;
    ips[at] = ip === undefined ? addresses : ip - lastIp;
    [lastShape, lastMachine, lastIp] = [shapeAt, machineAt, ip ?? lastIp];
  });
  return { shapes: shapes.values, machines: machines.values, shape, machine, name, uid, ips };
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
      name: own.startsWith('=') ? own.slice(1) : shape.workload.name + own,
      uid: packed.uid[at] as string,
      ips: typeof addresses === 'number' ? [toText(ip)] : addresses,
    };
  });
}

/** Equal values once, numbered in the order first met. */
class Dictionary<T> {
  readonly values: T[] = [];
  readonly #places = new Map<string, number>();

  place(value: T): number {
    const key = JSON.stringify(value);
    let place = this.#places.get(key);
    if (place === undefined) {
      place = this.values.length;
      this.values.push(value);
      this.#places.set(key, place);
    }
    return place;
  }
}

/** An IPv4 address in its usual spelling; anything else is left as text. */
function toNumber(text: string): number | undefined {
  const parts = text.split('.');
  if (parts.length !== 4) return undefined;
  const number = parts.reduce((sum, part) => sum * 256 + Number(part), 0);
  return number >= 0 && toText(number) === text ? number : undefined;
}

function toText(number: number): string {
  return `${Math.floor(number / 2 ** 24)}.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`;
}
