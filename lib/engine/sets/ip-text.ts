/**
 * IP addresses and CIDRs as texts: the one reader and writer, for verdicts, validation and the wire alike. It reads as the
 * API server does, which takes leading zeros and host bits, and writes as the API server would.
 */

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
  if (slash < 0) return undefined;
  const [addressText, prefixText] = [text.slice(0, slash), text.slice(slash + 1)];
  const family = addressText.includes(':') ? 6 : 4;
  const address = family === 6 ? readIpv6(addressText) : wide(readIpv4(addressText));
  if (address === undefined || !/^[0-9]+$/.test(prefixText)) return undefined;
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
    mapped: family === 6 && isMapped(address),
    zeros: /^0[0-9]/.test(prefixText) || (dotted.includes('.') && /(^|\.)0[0-9]/.test(dotted)),
  };
}

const wide = (address: number): bigint | undefined => (address < 0 ? undefined : BigInt(address));

/** Whether an IPv6 address carries an IPv4 one, and means it. */
export function isMapped(address: bigint): boolean {
  return address >> 32n === MAPPED_TOP;
}

/** The number of a dotted address, or -1. */
export function readIpv4(text: string): number {
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
export function readIpv6(text: string): bigint | undefined {
  let rest = text;
  const dotted = /^(.*:)([0-9]+\.[0-9]+\.[0-9]+\.[0-9]+)$/.exec(rest);
  if (dotted) {
    const low = readIpv4(dotted[2] ?? '');
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

export function ipv4Text(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}

/** RFC 5952: the longest run of two or more zero groups, the first of equals, becomes `::`. */
export function ipv6Text(address: bigint): string {
  const groups = Array.from({ length: 8 }, (_, at) => Number((address >> BigInt(112 - 16 * at)) & 0xffffn));
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
