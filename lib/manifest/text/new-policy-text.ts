/** The text a new policy begins with: it can be applied as it stands, and says what each part decides. */

export function newPolicyText(namespace: string, name: string): string {
  return `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: ${name}
  namespace: ${namespace}
spec:
  # The pods to isolate; {} is every pod of the namespace.
  podSelector: {}
  # Isolated for Ingress, Egress or both.
  policyTypes:
    - Ingress
  # Who may come in; an empty list lets nobody in.
  ingress: []
  #  - from:
  #      # Both must match: a podSelector alone
  #      # looks only in this policy's namespace.
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
