/** A form back to the plain spec: what tests hold against the text, so that a form leaves nothing out. */

import type { ListForm, PeerForm, PolicyForm, PortForm, RuleForm, SelectorForm, TextNode } from '../policy-form.ts';

type Fields = Record<string, unknown>;

export function valueOfForm(form: PolicyForm): Fields {
  const spec: Fields = {};
  put(spec, 'podSelector', selectorValue(form.subject));
  if (form.types.kind === 'text') spec.policyTypes = form.types.value;
  else if (form.types.state === 'written') spec.policyTypes = form.types.values;
  // Null or empty: the form says by default, and where it stands.
  else if (form.types.place) spec.policyTypes = [];
  put(
    spec,
    'ingress',
    listValue(form.ingress.rules, (rule) => ruleValue(rule, 'from')),
  );
  put(
    spec,
    'egress',
    listValue(form.egress.rules, (rule) => ruleValue(rule, 'to')),
  );
  putOthers(spec, form.others);
  return spec;
}

function ruleValue(rule: RuleForm, peerField: string): Fields {
  const value: Fields = {};
  put(value, peerField, listValue(rule.peers, peerValue));
  put(value, 'ports', listValue(rule.ports, portValue));
  putOthers(value, rule.others);
  return value;
}

function peerValue(peer: Exclude<PeerForm, TextNode>): Fields {
  const value: Fields = {};
  if (peer.kind === 'range') {
    value.ipBlock = { cidr: peer.cidr, ...(peer.except.length > 0 && { except: peer.except.map(({ cidr }) => cidr) }) };
  } else {
    put(value, 'namespaceSelector', selectorValue(peer.namespaces));
    put(value, 'podSelector', selectorValue(peer.pods));
  }
  putOthers(value, peer.others);
  return value;
}

function portValue({ protocol, port, endPort, others }: PortForm): Fields {
  const value: Fields = {
    ...(protocol && { protocol }),
    ...(port !== undefined && { port }),
    ...(endPort && { endPort }),
  };
  putOthers(value, others);
  return value;
}

function selectorValue(selector: SelectorForm | TextNode): unknown {
  if (selector.kind === 'text') return selector.value;
  if (selector.state === 'absent') return undefined;
  if (selector.state === 'null') return null;
  const value: Fields = {};
  for (const part of selector.requirements) {
    if (part.kind === 'text') putPart(value, part);
    else if (part.of === 'label') addLabel(value, part.key, part.values[0]);
    else {
      const needsValues = part.operator === 'In' || part.operator === 'NotIn';
      addExpression(value, { key: part.key, operator: part.operator, ...(needsValues && { values: part.values }) });
    }
  }
  putOthers(value, selector.others);
  return value;
}

function addLabel(value: Fields, key: string, label: unknown): void {
  const labels = Object.entries((value.matchLabels ?? {}) as Fields);
  value.matchLabels = Object.fromEntries([...labels, [key, label]]);
}

function addExpression(value: Fields, expression: unknown): void {
  value.matchExpressions = [...((value.matchExpressions ?? []) as unknown[]), expression];
}

/** A whole list as text, or one entry of it. */
function putPart(value: Fields, { place: { path }, value: own }: TextNode): void {
  const label = /\.matchLabels\[(.*)\]$/.exec(path)?.[1];
  if (label !== undefined) addLabel(value, label, own);
  else if (/\.matchExpressions\[\d+\]$/.test(path)) addExpression(value, own);
  else value[lastKey(path)] = own;
}

function listValue<Item>(list: ListForm<Item> | TextNode, write: (item: Item) => unknown): unknown {
  if (!('items' in list)) return list.value;
  if (list.state === 'absent') return undefined;
  if (list.state === 'null') return null;
  return list.items.map((item) => (isText(item) ? item.value : write(item)));
}

function isText(item: unknown): item is TextNode {
  return (item as TextNode).kind === 'text';
}

function put(value: Fields, key: string, own: unknown): void {
  if (own !== undefined) value[key] = own;
}

function putOthers(value: Fields, others: readonly TextNode[]): void {
  for (const other of others) value[lastKey(other.place.path)] = other.value;
}

const lastKey = (path: string): string => path.slice(path.lastIndexOf('.') + 1);

const OPTIONAL = new Set(['matchLabels', 'matchExpressions', 'values', 'except', 'protocol', 'port', 'endPort']);

/** The same, where null and empty are written in more ways than a form tells apart. */
export function plainly(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) {
    return value.map((item) => (item === null && /^(in|e)gress$/.test(key) ? {} : plainly(item)));
  }
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).filter(([name, own]) => !(OPTIONAL.has(name) && isNothing(own)));
  return Object.fromEntries(
    fields.map(([name, own]) => [name, name === 'policyTypes' ? (own ?? []) : plainly(own, name)]),
  );
}

function isNothing(value: unknown): boolean {
  return value === null || (typeof value === 'object' && Object.keys(value).length === 0);
}
