/** Specs that a real API server refuses, and its words for each. */

import { all, from, ports, type Refused, requires, to } from './spec-shapes.ts';

export const REFUSED: readonly Refused[] = [
  {
    name: 'a protocol that is none',
    spec: ports({ protocol: 'ICMP', port: 1 }),
    faults: [
      'FieldValueNotSupported spec.ingress[0].ports[0].protocol: Unsupported value: "ICMP": supported values: "TCP", "UDP", "SCTP"',
    ],
  },
  {
    name: 'a protocol in lower case',
    spec: ports({ protocol: 'tcp', port: 80 }),
    faults: [
      'FieldValueNotSupported spec.ingress[0].ports[0].protocol: Unsupported value: "tcp": supported values: "TCP", "UDP", "SCTP"',
    ],
  },
  {
    name: 'port 0',
    spec: ports({ port: 0 }),
    faults: [
      'FieldValueInvalid spec.ingress[0].ports[0].port: Invalid value: 0: must be between 1 and 65535, inclusive',
    ],
  },
  {
    name: 'port 65536',
    spec: ports({ port: 65536 }),
    faults: [
      'FieldValueInvalid spec.ingress[0].ports[0].port: Invalid value: 65536: must be between 1 and 65535, inclusive',
    ],
  },
  {
    name: 'a negative port',
    spec: ports({ port: -1 }),
    faults: [
      'FieldValueInvalid spec.ingress[0].ports[0].port: Invalid value: -1: must be between 1 and 65535, inclusive',
    ],
  },
  {
    name: 'a port number as text',
    spec: ports({ port: '80' }),
    faults: [
      'FieldValueInvalid spec.ingress[0].ports[0].port: Invalid value: "80": must contain at least one letter (a-z)',
    ],
  },
  {
    name: 'an empty port name',
    spec: ports({ port: '' }),
    faults: [
      'FieldValueInvalid spec.ingress[0].ports[0].port: Invalid value: "": must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)',
      'FieldValueInvalid spec.ingress[0].ports[0].port: Invalid value: "": must contain at least one letter (a-z)',
    ],
  },
  {
    name: 'a port name that is too long',
    spec: ports({ port: 'abcdefghijklmnop' }),
    faults: [
      'FieldValueInvalid spec.ingress[0].ports[0].port: Invalid value: "abcdefghijklmnop": must be no more than 15 characters',
    ],
  },
  {
    name: 'a port name in upper case',
    spec: ports({ port: 'Http' }),
    faults: [
      'FieldValueInvalid spec.ingress[0].ports[0].port: Invalid value: "Http": must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)',
    ],
  },
  {
    name: 'a port name with two hyphens in a row',
    spec: ports({ port: 'a--b' }),
    faults: [
      'FieldValueInvalid spec.ingress[0].ports[0].port: Invalid value: "a--b": must not contain consecutive hyphens',
    ],
  },
  {
    name: 'a port name that begins with a hyphen',
    spec: ports({ port: '-a' }),
    faults: [
      'FieldValueInvalid spec.ingress[0].ports[0].port: Invalid value: "-a": must not begin or end with a hyphen',
    ],
  },
  {
    name: 'a port name that ends with a hyphen',
    spec: ports({ port: 'a-' }),
    faults: [
      'FieldValueInvalid spec.ingress[0].ports[0].port: Invalid value: "a-": must not begin or end with a hyphen',
    ],
  },
  {
    name: 'an end below its port',
    spec: ports({ port: 90, endPort: 80 }),
    faults: [
      'FieldValueInvalid spec.ingress[0].ports[0].endPort: Invalid value: 90: must be greater than or equal to `port`',
    ],
  },
  {
    name: 'an end of a named port',
    spec: ports({ port: 'http', endPort: 80 }),
    faults: [
      'FieldValueInvalid spec.ingress[0].ports[0].endPort: Invalid value: 80: may not be specified when `port` is non-numeric',
    ],
  },
  {
    name: 'an end without a port',
    spec: ports({ endPort: 80 }),
    faults: [
      'FieldValueInvalid spec.ingress[0].ports[0].endPort: Invalid value: 80: may not be specified when `port` is not specified',
    ],
  },
  {
    name: 'an end above the last port',
    spec: ports({ port: 80, endPort: 65536 }),
    faults: [
      'FieldValueInvalid spec.ingress[0].ports[0].endPort: Invalid value: 65536: must be between 1 and 65535, inclusive',
    ],
  },
  {
    name: 'an end of 0',
    spec: ports({ port: 80, endPort: 0 }),
    faults: [
      'FieldValueInvalid spec.ingress[0].ports[0].endPort: Invalid value: 80: must be greater than or equal to `port`',
      'FieldValueInvalid spec.ingress[0].ports[0].endPort: Invalid value: 0: must be between 1 and 65535, inclusive',
    ],
  },
  {
    name: 'an empty peer',
    spec: from({}),
    faults: ['FieldValueRequired spec.ingress[0].from[0]: Required value: must specify a peer'],
  },
  {
    name: 'an empty peer of egress',
    spec: to({}),
    faults: ['FieldValueRequired spec.egress[0].to[0]: Required value: must specify a peer'],
  },
  {
    name: 'a block and a selector in one peer',
    spec: from({ ipBlock: { cidr: '10.0.0.0/8' }, podSelector: {} }),
    faults: ['FieldValueForbidden spec.ingress[0].from[0]: Forbidden: may not specify both ipBlock and another peer'],
  },
  {
    name: 'a block and a namespace selector in one peer',
    spec: to({ ipBlock: { cidr: '10.0.0.0/8' }, namespaceSelector: {} }),
    faults: ['FieldValueForbidden spec.egress[0].to[0]: Forbidden: may not specify both ipBlock and another peer'],
  },
  {
    name: 'a block without a range',
    spec: from({ ipBlock: {} }),
    faults: ['FieldValueRequired spec.ingress[0].from[0].ipBlock.cidr: Required value'],
  },
  {
    name: 'an empty range',
    spec: from({ ipBlock: { cidr: '' } }),
    faults: ['FieldValueRequired spec.ingress[0].from[0].ipBlock.cidr: Required value'],
  },
  {
    name: 'an address that is no range',
    spec: from({ ipBlock: { cidr: '10.0.0.1' } }),
    faults: [
      'FieldValueInvalid spec.ingress[0].from[0].ipBlock.cidr: Invalid value: "10.0.0.1": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)',
    ],
  },
  {
    name: 'a range with too long a prefix',
    spec: from({ ipBlock: { cidr: '10.0.0.0/33' } }),
    faults: [
      'FieldValueInvalid spec.ingress[0].from[0].ipBlock.cidr: Invalid value: "10.0.0.0/33": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)',
    ],
  },
  {
    name: 'words for a range',
    spec: to({ ipBlock: { cidr: 'everything' } }),
    faults: [
      'FieldValueInvalid spec.egress[0].to[0].ipBlock.cidr: Invalid value: "everything": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)',
    ],
  },
  {
    name: 'an exception that is no range',
    spec: from({ ipBlock: { cidr: '10.0.0.0/8', except: ['x'] } }),
    faults: [
      'FieldValueInvalid spec.ingress[0].from[0].ipBlock.except[0]: Invalid value: "x": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)',
    ],
  },
  {
    name: 'an exception equal to the range',
    spec: from({ ipBlock: { cidr: '10.0.0.0/8', except: ['10.0.0.0/8'] } }),
    faults: [
      'FieldValueInvalid spec.ingress[0].from[0].ipBlock.except[0]: Invalid value: "10.0.0.0/8": must be a strict subset of `cidr`',
    ],
  },
  {
    name: 'an exception wider than the range',
    spec: from({ ipBlock: { cidr: '10.0.0.0/8', except: ['10.0.0.0/7'] } }),
    faults: [
      'FieldValueInvalid spec.ingress[0].from[0].ipBlock.except[0]: Invalid value: "10.0.0.0/7": must be a strict subset of `cidr`',
    ],
  },
  {
    name: 'an exception outside the range',
    spec: from({ ipBlock: { cidr: '10.0.0.0/8', except: ['11.0.0.0/16'] } }),
    faults: [
      'FieldValueInvalid spec.ingress[0].from[0].ipBlock.except[0]: Invalid value: "11.0.0.0/16": must be a strict subset of `cidr`',
    ],
  },
  {
    name: 'an exception of the other family',
    spec: from({ ipBlock: { cidr: '10.0.0.0/8', except: ['fd00::/64'] } }),
    faults: [
      'FieldValueInvalid spec.ingress[0].from[0].ipBlock.except[0]: Invalid value: "fd00::/64": must be a strict subset of `cidr`',
    ],
  },
  {
    name: 'the second of two exceptions',
    spec: from({ ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16', '9.0.0.0/8'] } }),
    faults: [
      'FieldValueInvalid spec.ingress[0].from[0].ipBlock.except[1]: Invalid value: "9.0.0.0/8": must be a strict subset of `cidr`',
    ],
  },
  {
    name: 'a type that is none',
    spec: { podSelector: {}, policyTypes: ['Both'] },
    faults: [
      'FieldValueNotSupported spec.policyTypes[0]: Unsupported value: "Both": supported values: "Ingress", "Egress"',
    ],
  },
  {
    name: 'three types',
    spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress', 'Ingress'] },
    faults: [
      'FieldValueInvalid spec.policyTypes: Invalid value: ["Ingress","Egress","Ingress"]: may not specify more than two policyTypes',
    ],
  },
  {
    name: 'an empty type',
    spec: { podSelector: {}, policyTypes: [''] },
    faults: [
      'FieldValueNotSupported spec.policyTypes[0]: Unsupported value: "": supported values: "Ingress", "Egress"',
    ],
  },
  {
    name: 'an operator that is none',
    spec: requires({ key: 'a', operator: 'Like', values: ['b'] }),
    faults: [
      'FieldValueInvalid spec.podSelector.matchExpressions[0].operator: Invalid value: "Like": not a valid selector operator',
    ],
  },
  {
    name: 'an empty operator',
    spec: requires({ key: 'a' }),
    faults: [
      'FieldValueInvalid spec.podSelector.matchExpressions[0].operator: Invalid value: "": not a valid selector operator',
    ],
  },
  {
    name: 'In without values',
    spec: requires({ key: 'a', operator: 'In' }),
    faults: [
      "FieldValueRequired spec.podSelector.matchExpressions[0].values: Required value: must be specified when `operator` is 'In' or 'NotIn'",
    ],
  },
  {
    name: 'NotIn without values',
    spec: requires({ key: 'a', operator: 'NotIn', values: [] }),
    faults: [
      "FieldValueRequired spec.podSelector.matchExpressions[0].values: Required value: must be specified when `operator` is 'In' or 'NotIn'",
    ],
  },
  {
    name: 'Exists with values',
    spec: requires({ key: 'a', operator: 'Exists', values: ['b'] }),
    faults: [
      "FieldValueForbidden spec.podSelector.matchExpressions[0].values: Forbidden: may not be specified when `operator` is 'Exists' or 'DoesNotExist'",
    ],
  },
  {
    name: 'DoesNotExist with values',
    spec: requires({ key: 'a', operator: 'DoesNotExist', values: ['b'] }),
    faults: [
      "FieldValueForbidden spec.podSelector.matchExpressions[0].values: Forbidden: may not be specified when `operator` is 'Exists' or 'DoesNotExist'",
    ],
  },
  {
    name: 'an empty key',
    spec: requires({ key: '', operator: 'Exists' }),
    faults: [
      'FieldValueInvalid spec.podSelector.matchExpressions[0].key: Invalid value: "": name part must be non-empty',
      "FieldValueInvalid spec.podSelector.matchExpressions[0].key: Invalid value: \"\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
    ],
  },
  {
    name: 'a key of two slashes',
    spec: requires({ key: 'a/b/c', operator: 'Exists' }),
    faults: [
      "FieldValueInvalid spec.podSelector.matchExpressions[0].key: Invalid value: \"a/b/c\": a qualified name must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]') with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')",
    ],
  },
  {
    name: 'a key with an upper-case prefix',
    spec: requires({ key: 'Example.com/a', operator: 'Exists' }),
    faults: [
      "FieldValueInvalid spec.podSelector.matchExpressions[0].key: Invalid value: \"Example.com/a\": prefix part a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
    ],
  },
  {
    name: 'a key that is too long',
    spec: requires({ key: 'k'.repeat(64), operator: 'Exists' }),
    faults: [
      'FieldValueInvalid spec.podSelector.matchExpressions[0].key: Invalid value: "kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk": name part must be no more than 63 characters',
    ],
  },
  {
    name: 'a value with a space',
    spec: requires({ key: 'a', operator: 'In', values: ['b c'] }),
    faults: [
      "FieldValueInvalid spec.podSelector.matchExpressions[0].values[0]: Invalid value: \"b c\": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')",
    ],
  },
  {
    name: 'a label value that is too long',
    spec: { ...all, podSelector: { matchLabels: { a: 'v'.repeat(64) } } },
    faults: [
      'FieldValueInvalid spec.podSelector.matchLabels: Invalid value: "vvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvvv": must be no more than 63 characters',
    ],
  },
  {
    name: 'a label key of a selector that is none',
    spec: { ...all, podSelector: { matchLabels: { 'a b': 'c' } } },
    faults: [
      "FieldValueInvalid spec.podSelector.matchLabels: Invalid value: \"a b\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
    ],
  },
  {
    name: 'a selector of a peer',
    spec: from({ namespaceSelector: { matchLabels: { 'a/': 'b' } } }),
    faults: [
      'FieldValueInvalid spec.ingress[0].from[0].namespaceSelector.matchLabels: Invalid value: "a/": name part must be non-empty',
      "FieldValueInvalid spec.ingress[0].from[0].namespaceSelector.matchLabels: Invalid value: \"a/\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
    ],
  },
  {
    name: 'a selector of the other half of a peer',
    spec: from({ podSelector: { matchExpressions: [{ key: 'a', operator: 'Is' }] }, namespaceSelector: {} }),
    faults: [
      'FieldValueInvalid spec.ingress[0].from[0].podSelector.matchExpressions[0].operator: Invalid value: "Is": not a valid selector operator',
    ],
  },
  {
    name: 'a label of its own',
    spec: all,
    more: { labels: { 'a b': 'c' } },
    faults: [
      "FieldValueInvalid metadata.labels: Invalid value: \"a b\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
    ],
  },
  {
    name: 'a label value of its own',
    spec: all,
    more: { labels: { a: 'b c' } },
    faults: [
      "FieldValueInvalid metadata.labels: Invalid value: \"b c\": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')",
    ],
  },
  {
    name: 'an annotation of its own',
    spec: all,
    more: { annotations: { 'a b': 'c' } },
    faults: [
      "FieldValueInvalid metadata.annotations: Invalid value: \"a b\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
    ],
  },
  {
    name: 'faults in several places, all at once',
    spec: {
      podSelector: { matchExpressions: [{ key: '', operator: 'In' }] },
      policyTypes: ['X'],
      ingress: [{ from: [{}], ports: [{ port: 0, protocol: 'x' }] }],
      egress: [{ to: [{ ipBlock: { cidr: 'y' } }] }],
    },
    faults: [
      "FieldValueRequired spec.podSelector.matchExpressions[0].values: Required value: must be specified when `operator` is 'In' or 'NotIn'",
      'FieldValueInvalid spec.podSelector.matchExpressions[0].key: Invalid value: "": name part must be non-empty',
      "FieldValueInvalid spec.podSelector.matchExpressions[0].key: Invalid value: \"\": name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')",
      'FieldValueNotSupported spec.ingress[0].ports[0].protocol: Unsupported value: "x": supported values: "TCP", "UDP", "SCTP"',
      'FieldValueInvalid spec.ingress[0].ports[0].port: Invalid value: 0: must be between 1 and 65535, inclusive',
      'FieldValueRequired spec.ingress[0].from[0]: Required value: must specify a peer',
      'FieldValueInvalid spec.egress[0].to[0].ipBlock.cidr: Invalid value: "y": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)',
      'FieldValueNotSupported spec.policyTypes[0]: Unsupported value: "X": supported values: "Ingress", "Egress"',
    ],
  },
];
