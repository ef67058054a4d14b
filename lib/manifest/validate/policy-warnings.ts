/** Warnings the API server sends along when it takes a policy: CIDRs that mean something else than they seem to. */

import { type Cidr, readCidr } from '#engine';
import { asFields, asItems, asText, member } from '../yaml/plain-value.ts';
import { hostText, networkText } from './cidr.ts';

export interface PolicyWarning {
  readonly field: string;
  /** Without the field; the Warning header is `<field>: <message>`. */
  readonly message: string;
}

export function policyWarnings(object: unknown): readonly PolicyWarning[] {
  const spec = asFields(member(asFields(object), 'spec'));
  return [
    ...ruleWarnings(member(spec, 'ingress'), 'spec.ingress', 'from'),
    ...ruleWarnings(member(spec, 'egress'), 'spec.egress', 'to'),
  ];
}

function ruleWarnings(rules: unknown, path: string, peerField: string): readonly PolicyWarning[] {
  return asItems(rules).flatMap((rule, index) =>
    asItems(member(asFields(rule), peerField)).flatMap((peer, at) => {
      const block = asFields(member(asFields(peer), 'ipBlock'));
      const blockPath = `${path}[${index}].${peerField}[${at}].ipBlock`;
      const excepts = asItems(member(block, 'except'));
      return [
        ...cidrWarnings(member(block, 'cidr'), `${blockPath}.cidr`),
        ...excepts.flatMap((except, order) => cidrWarnings(except, `${blockPath}.except[${order}]`)),
      ];
    }),
  );
}

function cidrWarnings(value: unknown, field: string): readonly PolicyWarning[] {
  const text = asText(value);
  const cidr = text === undefined ? undefined : readCidr(text);
  if (text === undefined || !cidr) return [];
  const shown = JSON.stringify(text);
  const network = networkText(cidr);
  const messages: string[] = [];
  if (cidr.address !== cidr.network) {
    messages.push(`CIDR value ${shown} is ambiguous in this context (should be "${network}" or "${hostText(cidr)}"?)`);
  }
  if (cidr.zeros || cidr.mapped) {
    const future = 'will be considered invalid in a future Kubernetes release';
    messages.push(`non-standard CIDR value ${shown} ${future}: use "${network}"`);
  } else if (messages.length === 0 && isOddlyWritten(cidr, text, network)) {
    messages.push(`IPv6 CIDR value ${shown} should be in RFC 5952 canonical format ("${network}")`);
  }
  return messages.map((message) => ({ field, message }));
}

function isOddlyWritten(cidr: Cidr, text: string, network: string): boolean {
  return cidr.family === 6 && network !== text;
}
