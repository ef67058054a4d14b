/** The Role that would let someone read what a map rests on, ready for whoever may grant it. */

import type { Kind } from '#stream';

const GROUPS: Readonly<Partial<Record<Kind, string>>> = { networkpolicies: 'networking.k8s.io' };

export function roleFor(namespace: string, kinds: readonly Kind[]): string {
  const rules = kinds.map((kind) =>
    [
      `  - apiGroups: ["${GROUPS[kind] ?? ''}"]`,
      `    resources: ["${kind}"]`,
      '    verbs: ["get", "list", "watch"]',
    ].join('\n'),
  );
  return `apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: netpol-studio-read
  namespace: ${namespace}
rules:
${rules.join('\n')}
`;
}
