/** Addresses as the VPC CNI with prefixes gives them: each node has blocks of 16 in its own subnet. */

const BLOCK = 16;
/** Blocks in a /19 that are given out; a prime, so that the walk below meets each once. */
const BLOCKS = 491;
const STEP = 37;

export interface AddressPool {
  /** A free address on a node. Throws when the subnet is used up. */
  take(node: string): string;
  /** Marks an address as used, as for pods that came with one. */
  note(address: string): void;
  release(address: string): void;
}

/** `base` as 10.42: each node gets a /19 of it, in the order nodes are met. */
export function createAddressPool(base: string): AddressPool {
  const used = new Set<string>();
  const subnets = new Map<string, { readonly first: number; next: number }>();
  const at = (first: number, index: number): string => {
    const block = (Math.floor(index / BLOCK) * STEP + 11) % BLOCKS;
    const offset = first + 256 + block * BLOCK + (index % BLOCK);
    return `${base}.${Math.floor(offset / 256) % 256}.${offset % 256}`;
  };
  return {
    take(node) {
      let subnet = subnets.get(node);
      if (subnet === undefined) {
        // 10.42.96.0/19 is the first private subnet of the workshop's network.
        subnet = { first: ((3 + subnets.size) % 8) * 32 * 256, next: 0 };
        subnets.set(node, subnet);
      }
      for (let tries = 0; tries < BLOCKS * BLOCK; tries += 1) {
        const address = at(subnet.first, subnet.next);
        subnet.next = (subnet.next + 1) % (BLOCKS * BLOCK);
        if (used.has(address)) continue;
        used.add(address);
        return address;
      }
      throw new Error(`no address is left on node ${node}`);
    },
    note: (address) => void used.add(address),
    release: (address) => void used.delete(address),
  };
}
