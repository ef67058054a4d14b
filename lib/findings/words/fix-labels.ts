/** What fixes do, as commands. */

import { type Direction, listed } from '#engine';

export const FIX_LABELS = {
  admitDns: 'Admit DNS',
  admitApiServer: 'Admit the API server',
  closeEgress: 'Draft: close egress, keep DNS',
  listType: (type: string) => `List ${type} in policyTypes`,
  writeTypes: (types: readonly string[]) => `Write policyTypes: [${types.join(', ')}]`,
  leaveOutRule: (rule: number, direction: Direction) => `Leave out rule ${rule + 1} of ${direction}`,
  addNamespace: (namespace: string) => `Add namespaceSelector ${namespace}`,
  write: (label: string) => `Write ${label}`,
  writePort: (port: number) => `Write port ${port}`,
  admitPortOnly: (port: number, protocol: string) => `Admit ${protocol} ${port} only`,
  /** Its own namespace first. */
  admitOnly: (namespaces: readonly string[]) => `Draft: admit ${listed(namespaces)} only`,
} as const;
