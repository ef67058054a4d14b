/** A policy as YAML that a person edits: what they decide on, in the order they think, nothing the server adds. */

import { Document } from 'yaml';
import type { NetworkPolicy } from '#engine';
import { asFields, asItems, type Fields, isPresent, member } from '../yaml/plain-value.ts';
import { DIALECT } from '../yaml/yaml-dialect.ts';

export interface RenderOptions {
  /** Written as a comment above the policy. */
  readonly comment?: string;
}

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** Order of fields, by the field that holds them. What is not named here follows in its own order. */
const ORDER: Readonly<Record<string, readonly string[]>> = {
  spec: ['podSelector', 'policyTypes', 'ingress', 'egress'],
  rule: ['from', 'to', 'ports'],
  peer: ['namespaceSelector', 'podSelector', 'ipBlock'],
  port: ['protocol', 'port', 'endPort'],
  requirement: ['key', 'operator', 'values'],
};
const HOLDS: Readonly<Record<string, string>> = {
  spec: 'spec',
  ingress: 'rule',
  egress: 'rule',
  from: 'peer',
  to: 'peer',
  ports: 'port',
  matchExpressions: 'requirement',
};

export function renderPolicy(policy: NetworkPolicy, options: RenderOptions = {}): string {
  const metadata = asFields(policy.metadata);
  const object = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: {
      name: member(metadata, 'name'),
      namespace: member(metadata, 'namespace'),
      ...kept('labels', asFields(member(metadata, 'labels'))),
      ...kept('annotations', annotationsOf(metadata)),
    },
    ...(isPresent(policy.spec) && { spec: ordered(policy.spec, 'spec') }),
  };
  const document = new Document(object, { ...DIALECT, compat: 'core', aliasDuplicateObjects: false });
  if (options.comment) document.commentBefore = options.comment.replace(/^/gm, ' ');
  return document.toString({ lineWidth: 0, directives: false, indentSeq: false });
}

function annotationsOf(metadata: Fields | undefined): Fields | undefined {
  const annotations = asFields(member(metadata, 'annotations'));
  if (!annotations) return undefined;
  return Object.fromEntries(Object.entries(annotations).filter(([key]) => key !== LAST_APPLIED));
}

function kept(name: string, fields: Fields | undefined): Fields {
  return fields && Object.keys(fields).length > 0 ? { [name]: fields } : {};
}

function ordered(value: unknown, holder: string): unknown {
  if (Array.isArray(value)) return asItems(value).map((item) => ordered(item, holder));
  const fields = asFields(value);
  // Labels keep their order and their keys: `from` may be one of them.
  if (!fields || holder === 'matchLabels') return value;
  const first = ORDER[HOLDS[holder] ?? ''] ?? [];
  const names = [...first.filter((name) => Object.hasOwn(fields, name)), ...Object.keys(fields)];
  return Object.fromEntries([...new Set(names)].map((name) => [name, ordered(fields[name], name)]));
}
