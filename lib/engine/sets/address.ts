/**
 * IP addresses and blocks of both families on one line of whole numbers: IPv4 first, IPv6 after it. So `0.0.0.0/0` and
 * `::/0` never overlap (rule 21), and an IPv4-mapped IPv6 address is its IPv4 form.
 */

export type Family = 4 | 6;

/** A place on the line of addresses. */
export type Position = bigint;
export type AddressRange = readonly [first: Position, last: Position];

const IPV6_START = 1n << 32n;
export const LAST_POSITION = IPV6_START + (1n << 128n) - 1n;
const MAPPED_PREFIX = 0xffffn;

export function familyOf(position: Position): Family {
  return position < IPV6_START ? 4 : 6;
}

/** The number of a dotted address, or -1. */
export function parseIPv4(text: string): number {
  let value = 0;
  let octet = -1;
  let dots = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === DOT) {
      if (octet < 0 || ++dots > 3) return -1;
      value = value * 256 + octet;
      octet = -1;
    } else {
      if (code < ZERO || code > NINE) return -1;
      octet = octet < 0 ? code - ZERO : octet * 10 + code - ZERO;
      if (octet > 255) return -1;
    }
  }
  return dots === 3 && octet >= 0 ? value * 256 + octet : -1;
}

const DOT = 46;
const ZERO = 48;
const NINE = 57;

/** 128 bits, or undefined. */
function parseIPv6(text: string): bigint | undefined {
  let rest = text;
  const dotted = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(rest);
  if (dotted) {
    const low = parseIPv4(dotted[2] ?? '');
    if (low < 0) return undefined;
    rest = `${dotted[1]}${Math.floor(low / 65536).toString(16)}:${(low % 65536).toString(16)}`;
  }
  const halves = rest.split('::');
  if (halves.length > 2) return undefined;
  const groups = halves.map((half) => (half === '' ? [] : half.split(':')));
  const [head = [], tail] = groups;
  if (!groups.flat().every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  if (tail === undefined ? head.length !== 8 : head.length + tail.length > 7) return undefined;
  const zeros = Array.from({ length: tail === undefined ? 0 : 8 - head.length - tail.length }, () => '0');
  return [...head, ...zeros, ...(tail ?? [])].reduce((value, group) => (value << 16n) | BigInt(`0x${group}`), 0n);
}

/** The place of an address, or undefined where the text is not one. */
export function parseAddress(text: string): Position | undefined {
  if (!text.includes(':')) {
    const value = parseIPv4(text);
    return value < 0 ? undefined : BigInt(value);
  }
  const value = parseIPv6(text);
  if (value === undefined) return undefined;
  return value >> 32n === MAPPED_PREFIX ? value & 0xffffffffn : IPV6_START + value;
}

/** The addresses of a CIDR with its host bits masked, or undefined where the text is not a CIDR. */
export function parseCidr(text: string): AddressRange | undefined {
  const match = /^([^/]+)\/(\d{1,3})$/.exec(text);
  if (!match) return undefined;
  const [, address = '', length = ''] = match;
  const prefix = Number(length);
  if (!address.includes(':')) {
    const value = parseIPv4(address);
    if (value < 0 || prefix > 32) return undefined;
    return block(BigInt(value), 32 - prefix, 0n);
  }
  const value = parseIPv6(address);
  if (value === undefined || prefix > 128) return undefined;
  if (value >> 32n === MAPPED_PREFIX && prefix >= 96) return block(value & 0xffffffffn, 128 - prefix, 0n);
  return block(value, 128 - prefix, IPV6_START);
}

function block(value: bigint, hostBits: number, offset: bigint): AddressRange {
  const shift = BigInt(hostBits);
  const first = (value >> shift) << shift;
  return [offset + first, offset + first + (1n << shift) - 1n];
}

export function formatAddress(position: Position): string {
  if (position < IPV6_START) {
    const value = Number(position);
    return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');
  }
  const value = position - IPV6_START;
  const groups = Array.from({ length: 8 }, (_, i) => Number((value >> BigInt(112 - 16 * i)) & 0xffffn));
  return compressZeros(groups);
}

/** The longest run of two or more zero groups becomes `::`, the first where several are as long. */
function compressZeros(groups: readonly number[]): string {
  let best = { at: -1, length: 1 };
  for (let at = 0; at < groups.length; at++) {
    let length = 0;
    while (groups[at + length] === 0) length++;
    if (length > best.length) best = { at, length };
  }
  const text = (part: readonly number[]) => part.map((group) => group.toString(16)).join(':');
  if (best.at < 0) return text(groups);
  return `${text(groups.slice(0, best.at))}::${text(groups.slice(best.at + best.length))}`;
}
