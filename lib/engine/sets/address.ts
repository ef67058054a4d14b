/**
 * IP addresses and blocks of both families on one line of whole numbers: IPv4 first, IPv6 after it. So `0.0.0.0/0` and
 * `::/0` never overlap (rule 21), and an IPv4-mapped IPv6 address is its IPv4 form.
 */

import { ipv4Text, ipv6Text, isMapped, readCidr, readIpv4, readIpv6 } from './ip-text.ts';

export type Family = 4 | 6;

/** A place on the line of addresses. */
export type Position = bigint;
export type AddressRange = readonly [first: Position, last: Position];

const IPV6_START = 1n << 32n;
export const LAST_POSITION = IPV6_START + (1n << 128n) - 1n;

export function familyOf(position: Position): Family {
  return position < IPV6_START ? 4 : 6;
}

/** The place of an address, or undefined where the text is not one. */
export function parseAddress(text: string): Position | undefined {
  if (!text.includes(':')) {
    const value = readIpv4(text);
    return value < 0 ? undefined : BigInt(value);
  }
  const value = readIpv6(text);
  if (value === undefined) return undefined;
  return isMapped(value) ? value & 0xffffffffn : IPV6_START + value;
}

/** The addresses of a CIDR with its host bits masked, or undefined where the text is not a CIDR. */
export function parseCidr(text: string): AddressRange | undefined {
  const cidr = readCidr(text);
  if (!cidr) return undefined;
  const { family, address, prefix, mapped } = cidr;
  if (family === 4) return block(address, 32 - prefix, 0n);
  if (mapped && prefix >= 96) return block(address & 0xffffffffn, 128 - prefix, 0n);
  return block(address, 128 - prefix, IPV6_START);
}

function block(value: bigint, hostBits: number, offset: bigint): AddressRange {
  const shift = BigInt(hostBits);
  const first = (value >> shift) << shift;
  return [offset + first, offset + first + (1n << shift) - 1n];
}

export function formatAddress(position: Position): string {
  return position < IPV6_START ? ipv4Text(Number(position)) : ipv6Text(position - IPV6_START);
}
