/** Whole policies for a text that holds nothing yet. */

import type { Completion } from './completion.ts';
import { yamlWord } from './yaml-word.ts';

export function policyWords(namespace: string): readonly Completion[] {
  const head = (name: string) => `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: ${name}
  namespace: ${yamlWord(namespace)}
spec:
`;
  const [named, who, from, end] = [
    head('allow-').split('\n  namespace:')[0] ?? '',
    `\n  namespace: ${yamlWord(namespace)}\nspec:\n  podSelector:\n    matchLabels:\n      `,
    '\n  policyTypes:\n    - Ingress\n  ingress:\n    - from:\n        - ',
    '\n',
  ] as const;
  return [
    {
      label: 'NetworkPolicy: let someone in',
      detail: `in ${namespace}: who may reach some pods`,
      kind: 'policy',
      text: named + who + from + end,
      blanks: [named, named + who, named + who + from].map(({ length }) => length),
    },
    {
      label: 'NetworkPolicy: nobody in',
      detail: `isolates every pod of ${namespace} for ingress`,
      kind: 'policy',
      text: `${head('default-deny-ingress')}  podSelector: {}\n  policyTypes:\n    - Ingress\n`,
    },
    {
      label: 'NetworkPolicy: DNS and nothing else out',
      detail: `isolates every pod of ${namespace} for egress`,
      kind: 'policy',
      text: `${head('allow-dns-only')}  podSelector: {}
  policyTypes:
    - Egress
  egress:
    - to:
        - namespaceSelector:
            matchLabels:
              kubernetes.io/metadata.name: kube-system
      ports:
        - protocol: UDP
          port: 53
        - protocol: TCP
          port: 53
`,
    },
  ];
}
