/** What policies said at versions seen: controllers make new versions that say the same. */

import type { NetworkPolicy } from '#engine';
import type { BaseVersion } from '#stream';
import { contentOf, sha256 } from './policy-content.ts';

export interface ContentByVersion {
  /** A version of a policy that the screens may show and edits may start from. */
  recordVersion(policy: NetworkPolicy): void;
  /** Whether the policy still says what it said at this version. */
  isUnchangedSince(found: NetworkPolicy, base: BaseVersion): boolean;
}

/** Beyond these the oldest go. */
const VERSIONS = 5_000;

export function contentByVersion(): ContentByVersion {
  const hashes = new Map<string, string>();
  return {
    recordVersion(policy) {
      const { uid = '', resourceVersion = '' } = policy.metadata;
      hashes.set(keyOf({ uid, resourceVersion }), sha256(contentOf(policy)));
      const [oldest] = hashes.keys();
      if (hashes.size > VERSIONS && oldest !== undefined) hashes.delete(oldest);
    },
    isUnchangedSince(found, base) {
      if (found.metadata.resourceVersion === base.resourceVersion) return true;
      return hashes.get(keyOf(base)) === sha256(contentOf(found));
    },
  };
}

function keyOf({ uid, resourceVersion }: BaseVersion): string {
  return `${uid}@${resourceVersion}`;
}
