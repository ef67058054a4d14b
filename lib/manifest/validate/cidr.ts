/** CIDRs compared, and as the API server would have them written. */

import { type Cidr, ipv4Text, ipv6Text, isMapped } from '#engine';

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

function addressText({ family }: Cidr, address: bigint): string {
  // Go writes a mapped address as the IPv4 address it carries.
  if (family === 4 || isMapped(address)) return ipv4Text(Number(address & 0xffffffffn));
  return ipv6Text(address);
}
