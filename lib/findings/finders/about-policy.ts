/** The subject and the place of a finding on a policy. */

import type { InspectedPolicy } from '#engine';

export function aboutPolicy({ id, namespace }: InspectedPolicy, path: string, mark?: string) {
  return { policy: id, namespace, path, ...(mark !== undefined && { mark }) };
}
