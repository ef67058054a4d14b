/** What the API server would refuse about a policy: its causes, in its words and order, for instant feedback. */

import { readCidr } from '#engine';
import { type Cause, forbidden, invalid, notSupported, required } from '../problems/field-error.ts';
import { asFields, asItems, asText, isPresent, member } from '../yaml/plain-value.ts';
import { isStrictSubset } from './cidr.ts';
import { portNameFaults } from './name-syntax.ts';
import { validateMetadata } from './validate-metadata.ts';
import { validateSelector } from './validate-selector.ts';

const PROTOCOLS = ['TCP', 'UDP', 'SCTP'];
const POLICY_TYPES = ['Ingress', 'Egress'];
const CIDR_RULE = 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)';

/**
 * The causes of a 422, empty when the server would take the object. What is of the wrong type is passed over: decoding
 * refuses it before (decodePolicy).
 */
export function validatePolicy(object: unknown): readonly Cause[] {
  const fields = asFields(object);
  return [...validateMetadata(member(fields, 'metadata')), ...validateSpec(member(fields, 'spec'))];
}

function validateSpec(spec: unknown): readonly Cause[] {
  const fields = asFields(spec);
  return [
    ...validateSelector(member(fields, 'podSelector'), 'spec.podSelector'),
    ...validateRules(member(fields, 'ingress'), 'spec.ingress', 'from'),
    ...validateRules(member(fields, 'egress'), 'spec.egress', 'to'),
    ...validatePolicyTypes(member(fields, 'policyTypes')),
  ];
}

function validateRules(rules: unknown, path: string, peerField: 'from' | 'to'): readonly Cause[] {
  return asItems(rules).flatMap((rule, index) => {
    const fields = asFields(rule);
    const rulePath = `${path}[${index}]`;
    return [
      ...asItems(member(fields, 'ports')).flatMap((port, at) => validatePort(port, `${rulePath}.ports[${at}]`)),
      ...asItems(member(fields, peerField)).flatMap((peer, at) =>
        validatePeer(peer, `${rulePath}.${peerField}[${at}]`),
      ),
    ];
  });
}

function validatePort(value: unknown, path: string): readonly Cause[] {
  const fields = asFields(value);
  const protocol = member(fields, 'protocol');
  const causes: Cause[] = [];
  if (typeof protocol === 'string' && !PROTOCOLS.includes(protocol)) {
    causes.push(notSupported(`${path}.protocol`, protocol, PROTOCOLS));
  }
  const port = member(fields, 'port');
  const endPort = member(fields, 'endPort');
  const end = typeof endPort === 'number' ? endPort : undefined;
  if (typeof port === 'number') {
    causes.push(...portNumberCauses(port, `${path}.port`));
    // The server shows `port` here, not endPort: its words are kept.
    if (end !== undefined && end < port) {
      causes.push(invalid(`${path}.endPort`, port, 'must be greater than or equal to `port`'));
    }
    if (end !== undefined) causes.push(...portNumberCauses(end, `${path}.endPort`));
  } else if (typeof port === 'string') {
    if (end !== undefined) {
      causes.push(invalid(`${path}.endPort`, end, 'may not be specified when `port` is non-numeric'));
    }
    causes.push(...portNameFaults(port).map((fault) => invalid(`${path}.port`, port, fault)));
  } else if (!isPresent(port) && end !== undefined) {
    causes.push(invalid(`${path}.endPort`, end, 'may not be specified when `port` is not specified'));
  }
  return causes;
}

function portNumberCauses(port: number, path: string): readonly Cause[] {
  return port >= 1 && port <= 65535 ? [] : [invalid(path, port, 'must be between 1 and 65535, inclusive')];
}

function validatePeer(peer: unknown, path: string): readonly Cause[] {
  const fields = asFields(peer);
  const causes: Cause[] = [];
  const selectors = ['podSelector', 'namespaceSelector'].filter((name) => isPresent(member(fields, name)));
  for (const name of selectors) causes.push(...validateSelector(member(fields, name), `${path}.${name}`));
  const ipBlock = member(fields, 'ipBlock');
  if (isPresent(ipBlock)) causes.push(...validateIpBlock(ipBlock, `${path}.ipBlock`));
  if (selectors.length === 0 && !isPresent(ipBlock)) causes.push(required(path, 'must specify a peer'));
  if (selectors.length > 0 && isPresent(ipBlock)) {
    causes.push(forbidden(path, 'may not specify both ipBlock and another peer'));
  }
  return causes;
}

function validateIpBlock(ipBlock: unknown, path: string): readonly Cause[] {
  const fields = asFields(ipBlock);
  const text = asText(member(fields, 'cidr')) ?? '';
  if (text === '') return [required(`${path}.cidr`)];
  const cidr = readCidr(text);
  if (!cidr) return [invalid(`${path}.cidr`, text, CIDR_RULE)];
  return asItems(member(fields, 'except')).flatMap((value, index) => {
    const exceptPath = `${path}.except[${index}]`;
    const exceptText = asText(value) ?? '';
    const except = readCidr(exceptText);
    if (!except) return [invalid(exceptPath, exceptText, CIDR_RULE)];
    return isStrictSubset(except, cidr) ? [] : [invalid(exceptPath, exceptText, 'must be a strict subset of `cidr`')];
  });
}

function validatePolicyTypes(value: unknown): readonly Cause[] {
  const types = asItems(value).map((type) => asText(type) ?? '');
  if (types.length > POLICY_TYPES.length) {
    return [invalid('spec.policyTypes', types, 'may not specify more than two policyTypes')];
  }
  return types.flatMap((type, index) =>
    POLICY_TYPES.includes(type) ? [] : [notSupported(`spec.policyTypes[${index}]`, type, POLICY_TYPES)],
  );
}
