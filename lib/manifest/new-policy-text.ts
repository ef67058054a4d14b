/** The text a new policy begins with: it can be applied as it stands, and says what each part decides. */

export function newPolicyText(namespace: string, name: string): string {
  return `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: ${name}
  namespace: ${namespace}
spec:
  # The pods this policy isolates. {} is every pod in the namespace.
  podSelector: {}
  # The directions it isolates them in: Ingress, Egress or both.
  policyTypes:
    - Ingress
  # Who may come in. An empty list lets nobody in.
  # A namespaceSelector and a podSelector in one entry must both match;
  # a podSelector alone looks only in this policy's own namespace.
  ingress: []
  #  - from:
  #      - namespaceSelector:
  #          matchLabels:
  #            kubernetes.io/metadata.name: ui
  #        podSelector:
  #          matchLabels:
  #            app.kubernetes.io/name: ui
  #    ports:
  #      - protocol: TCP
  #        port: 8080
`;
}
