/** CIDR text as the API server reads it (leading zeros and host bits pass), and as it would have it written. */

export interface Cidr {
  readonly family: 4 | 6;
  /** Address as written, and of the network, as a number. */
  readonly address: bigint;
  readonly network: bigint;
  readonly prefix: number;
  /** An IPv6 address that carries an IPv4 one (`::ffff:10.0.0.1`). */
  readonly mapped: boolean;
  /** Some number was written with a leading zero. */
  readonly zeros: boolean;
}

const MAPPED_TOP = 0xffffn;

/** Undefined when no API server would take it. */
export function readCidr(text: string): Cidr | undefined {
  const slash = text.indexOf('/');
  if (slash < 0 || text.length > 100) return undefined;
  const [addressText, prefixText] = [text.slice(0, slash), text.slice(slash + 1)];
  const family = addressText.includes(':') ? 6 : 4;
  const address = family === 6 ? readIpv6(addressText) : readIpv4(addressText);
  if (address === undefined || !/^[0-9]{1,7}$/.test(prefixText)) return undefined;
  const prefix = Number(prefixText);
  const bits = family === 6 ? 128 : 32;
  if (prefix > bits) return undefined;
  const hostBits = BigInt(bits - prefix);
  const dotted = /[0-9.]*$/.exec(addressText)?.[0] ?? '';
  return {
    family,
    address,
    network: (address >> hostBits) << hostBits,
    prefix,
    mapped: family === 6 && address >> 32n === MAPPED_TOP,
    zeros: /^0[0-9]/.test(prefixText) || (dotted.includes('.') && /(^|\.)0[0-9]/.test(dotted)),
  };
}

/** `inner` lies in `outer` and is smaller. */
export function isStrictSubset(inner: Cidr, outer: Cidr): boolean {
  if (inner.family !== outer.family || outer.prefix >= inner.prefix) return false;
  const hostBits = BigInt((outer.family === 6 ? 128 : 32) - outer.prefix);
  return inner.network >> hostBits === outer.network >> hostBits;
}

/** The server's text for the network, for example `10.42.0.0/16`. */
export function networkText(cidr: Cidr): string {
  return `${addressText(cidr, cidr.network)}/${cidr.mapped ? cidr.prefix - 96 : cidr.prefix}`;
}

/** The server's text for the one address that was written, for example `10.42.7.9/32`. */
export function hostText(cidr: Cidr): string {
  return `${addressText(cidr, cidr.address)}/${cidr.family === 6 ? 128 : 32}`;
}

function addressText(cidr: Cidr, address: bigint): string {
  if (cidr.family === 4) return ipv4Text(address);
  // Go writes a mapped address as the IPv4 address it carries.
  return address >> 32n === MAPPED_TOP ? ipv4Text(address & 0xffffffffn) : ipv6Text(address);
}

function readIpv4(text: string): bigint | undefined {
  const parts = text.split('.');
  if (parts.length !== 4) return undefined;
  let address = 0n;
  for (const part of parts) {
    if (!/^[0-9]{1,7}$/.test(part) || Number(part) > 255) return undefined;
    address = (address << 8n) | BigInt(part);
  }
  return address;
}

function readIpv6(text: string): bigint | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const head = readGroups(halves[0] ?? '', halves.length === 1);
  const tail = halves.length === 2 ? readGroups(halves[1] ?? '', true) : [];
  if (!head || !tail) return undefined;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const groups = [...head, ...Array<number>(missing).fill(0), ...tail];
  return groups.reduce((address, group) => (address << 16n) | BigInt(group), 0n);
}

/** Sixteen-bit groups; the last may be an IPv4 address where the text ends with it. */
function readGroups(text: string, mayEndDotted: boolean): number[] | undefined {
  if (text === '') return [];
  const groups: number[] = [];
  const parts = text.split(':');
  for (const [index, part] of parts.entries()) {
    if (part.includes('.')) {
      const dotted = mayEndDotted && index === parts.length - 1 ? readIpv4(part) : undefined;
      if (dotted === undefined) return undefined;
      groups.push(Number(dotted >> 16n), Number(dotted & 0xffffn));
    } else {
      if (!/^[0-9a-fA-F]{1,4}$/.test(part)) return undefined;
      groups.push(Number.parseInt(part, 16));
    }
  }
  return groups;
}

function ipv4Text(address: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => String((address >> shift) & 0xffn)).join('.');
}

/** RFC 5952: the longest run of two or more zero groups, the first of equals, becomes `::`. */
function ipv6Text(address: bigint): string {
  const groups = Array.from({ length: 8 }, (_, index) => Number((address >> BigInt(112 - 16 * index)) & 0xffffn));
  let best = { start: 0, length: 0 };
  for (let start = 0; start < 8; start++) {
    let length = 0;
    while (start + length < 8 && groups[start + length] === 0) length++;
    if (length > best.length) best = { start, length };
  }
  const hex = groups.map((group) => group.toString(16));
  if (best.length < 2) return hex.join(':');
  return `${hex.slice(0, best.start).join(':')}::${hex.slice(best.start + best.length).join(':')}`;
}
