/** A policy as the API server stores it: types filled in, empty lists and nulls gone. Tested against its recordings. */

import { asFields, asItems, type Fields, isPresent, member } from '../yaml/plain-value.ts';

/**
 * Gives a new object with apiVersion, kind, metadata and spec, unknown fields dropped (as without strict decoding).
 * metadata is copied as it is. Shapes that decoding refuses are not looked at: check with decodePolicy first.
 */
export function defaultPolicy(object: unknown): Fields {
  const fields = asFields(object);
  const spec = asFields(member(fields, 'spec'));
  const ingress = rules(member(spec, 'ingress'), 'from');
  const egress = rules(member(spec, 'egress'), 'to');
  const types = asItems(member(spec, 'policyTypes'));
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { ...asFields(member(fields, 'metadata')) },
    spec: {
      podSelector: selector(member(spec, 'podSelector')),
      ...(ingress.length > 0 && { ingress }),
      ...(egress.length > 0 && { egress }),
      policyTypes: types.length > 0 ? types : egress.length > 0 ? ['Ingress', 'Egress'] : ['Ingress'],
    },
  };
}

function rules(value: unknown, peerField: 'from' | 'to'): readonly Fields[] {
  return asItems(value).map((rule) => {
    const fields = asFields(rule);
    const ports = asItems(member(fields, 'ports')).map(port);
    const peers = asItems(member(fields, peerField)).map(peer);
    return { ...(ports.length > 0 && { ports }), ...(peers.length > 0 && { [peerField]: peers }) };
  });
}

function port(value: unknown): Fields {
  const fields = asFields(value);
  return { protocol: 'TCP', ...present(fields, ['protocol', 'port', 'endPort']) };
}

function peer(value: unknown): Fields {
  const fields = asFields(value);
  const ipBlock = asFields(member(fields, 'ipBlock'));
  const except = asItems(member(ipBlock, 'except'));
  return {
    ...selectorMember(fields, 'podSelector'),
    ...selectorMember(fields, 'namespaceSelector'),
    ...(ipBlock && { ipBlock: { cidr: member(ipBlock, 'cidr') ?? '', ...(except.length > 0 && { except }) } }),
  };
}

function selectorMember(fields: Fields | undefined, name: string): Fields {
  const value = member(fields, name);
  return isPresent(value) ? { [name]: selector(value) } : {};
}

function selector(value: unknown): Fields {
  const fields = asFields(value);
  const labels = asFields(member(fields, 'matchLabels'));
  const expressions = asItems(member(fields, 'matchExpressions')).map((expression) => {
    const parts = asFields(expression);
    const values = asItems(member(parts, 'values'));
    return {
      key: member(parts, 'key') ?? '',
      operator: member(parts, 'operator') ?? '',
      ...(values.length > 0 && { values }),
    };
  });
  return {
    ...(labels && Object.keys(labels).length > 0 && { matchLabels: { ...labels } }),
    ...(expressions.length > 0 && { matchExpressions: expressions }),
  };
}

function present(fields: Fields | undefined, names: readonly string[]): Fields {
  const entries = names.map((name) => [name, member(fields, name)] as const).filter(([, value]) => isPresent(value));
  return Object.fromEntries(entries);
}
