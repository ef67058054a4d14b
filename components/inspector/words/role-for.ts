/** The Role that would let someone read what a map rests on, ready for whoever may grant it. */

import { type Kind, watchedKind } from '#stream';

export function roleFor(namespace: string, kinds: readonly Kind[]): string {
  const rules = kinds
    .map((kind) => watchedKind(kind).resource)
    .map(({ group, plural }) =>
      [`  - apiGroups: ["${group}"]`, `    resources: ["${plural}"]`, '    verbs: ["get", "list", "watch"]'].join('\n'),
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
