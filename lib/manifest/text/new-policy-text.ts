/** The text a new policy begins with: it can be applied as it stands, and says what each part decides. */

import type { Direction, Labels } from '#engine';

export interface NewPolicy {
  /** Labels of the pods it selects; every pod of the namespace where left out, and none yet where there is none. */
  readonly labels?: Labels | 'none yet';
  readonly direction?: Direction;
  /** `everyone`: what is open stays open until it is said who may come. `nobody`: a rule only adds. */
  readonly admits?: 'everyone' | 'nobody';
}

export function newPolicyText(namespace: string, name: string, of: NewPolicy = {}): string {
  const { direction = 'ingress', admits = 'nobody' } = of;
  return `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: ${name}
  namespace: ${namespace}
spec:
${subject(of.labels)}
  # Isolated for Ingress, Egress or both.
  policyTypes:
    - ${direction === 'ingress' ? 'Ingress' : 'Egress'}
${rules(direction, admits)}
  #  - ${direction === 'ingress' ? 'from' : 'to'}:
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

function subject(labels: NewPolicy['labels']): string {
  if (labels === undefined) return '  # The pods to isolate; {} is every pod of the namespace.\n  podSelector: {}';
  const isNone = labels === 'none yet';
  const head = isNone
    ? '  # No pod has this label yet: say which pods to isolate. {} is every pod of the namespace.'
    : '  # The pods to isolate: those with all of these labels.';
  const terms = Object.entries(isNone ? { 'app.kubernetes.io/name': 'which-pods' } : labels);
  const lines = terms.map(([key, value]) => `      ${scalar(key)}: ${scalar(value)}`);
  return [head, '  podSelector:', '    matchLabels:', ...lines].join('\n');
}

function rules(direction: Direction, admits: NonNullable<NewPolicy['admits']>): string {
  const [who, lets] =
    direction === 'ingress' ? ['Who may come in', 'lets nobody in'] : ['Whom they may reach', 'lets nothing out'];
  if (admits === 'nobody') return `  # ${who}; an empty list ${lets}.\n  ${direction}: []`;
  return `  # ${who}: everyone, as now. Say who instead of {}, and all others are cut off.\n  ${direction}:\n    - {}`;
}

/** What YAML 1.1 would read as something other than text is quoted. */
function scalar(text: string): string {
  const isPlain = /^[A-Za-z][A-Za-z0-9._/-]*$/.test(text) && !/^(y|n|yes|no|on|off|true|false|null)$/i.test(text);
  return isPlain ? text : JSON.stringify(text);
}
