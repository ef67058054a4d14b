/** networking.k8s.io/v1 NetworkPolicy: every field, as each is owned in server-side apply. */

import { labelSelector, objectMeta } from './metadata-shape.ts';
import { integer, intOrString, list, named, type Shape, says, struct, text } from './shape.ts';

const port = struct('NetworkPolicyPort', {
  protocol: says('TCP, UDP or SCTP; TCP when absent.', named('v1.Protocol')),
  port: says('A number, or the name of a container port; all ports when absent.', intOrString),
  endPort: says('The last port of a range that begins at a numeric port.', integer),
});

const ipBlock = struct(
  'IPBlock',
  {
    cidr: says('The addresses, for example 192.168.1.0/24 or 2001:db8::/64.', text),
    except: says('Parts of the block that are left out.', list(text)),
  },
  { required: ['cidr'] },
);

const peer = struct('NetworkPolicyPeer', {
  podSelector: says('Pods by label: of the namespaces selected, or of the policy’s own.', labelSelector),
  namespaceSelector: says('Namespaces by label; an empty selector is every namespace.', labelSelector),
  ipBlock: says('A block of addresses; no selector may stand beside it.', ipBlock),
});

const ports = says('Ports the rule admits; all when empty or absent.', list(port));

const ingressRule = struct('NetworkPolicyIngressRule', {
  ports,
  from: says('Sources the rule admits; every source when empty or absent.', list(peer)),
});

const egressRule = struct('NetworkPolicyEgressRule', {
  ports,
  to: says('Destinations the rule admits; every destination when empty or absent.', list(peer)),
});

const spec = says(
  'Which pods the policy selects, and what it admits to and from them.',
  struct(
    'NetworkPolicySpec',
    {
      podSelector: says(
        'The pods the policy is about; an empty selector is every pod of the namespace.',
        labelSelector,
      ),
      ingress: says(
        'What may come in to the selected pods. Traffic passes when any rule of any policy admits it.',
        list(ingressRule),
      ),
      egress: says(
        'What may go out from the selected pods. Traffic passes when any rule of any policy admits it.',
        list(egressRule),
      ),
      policyTypes: says(
        'The directions the policy isolates: Ingress, Egress or both. When absent: Ingress, and Egress if there are egress rules.',
        list(named('v1.PolicyType')),
      ),
    },
    { required: ['podSelector'] },
  ),
);

export const networkPolicy: Shape = says(
  'What network traffic is allowed for a set of pods.',
  struct('NetworkPolicy', { apiVersion: text, kind: text, metadata: objectMeta, spec }),
);
