/** What an act changes in the plain policy. */

import type { Direction } from '#engine';
import { opsTowards } from '../patch/ops-towards.ts';
import type { PatchOp, Path } from '../patch/patch-op.ts';
import { asFields, asItems, type Fields, isPresent, member } from '../yaml/plain-value.ts';
import type { FormAct, PeerAt, RuleAt } from './form-act.ts';
import { requirementOps, selectorPath } from './selector-ops.ts';

/** Empty where it holds already; undefined where there is no such place, or no policy could say that. */
export function opsOfAct(policy: unknown, act: FormAct): readonly PatchOp[] | undefined {
  switch (act.act) {
    case 'set-selector':
      return replaceOps(policy, selectorPath(act.at), act.selector);
    case 'add-requirement':
    case 'replace-requirement':
    case 'remove-requirement':
      return requirementOps(at(policy, selectorPath(act.at)), selectorPath(act.at), act);
    case 'isolate':
      return isolateOps(policy, act.direction);
    case 'open':
      return openOps(policy, act.direction);
    case 'add-rule':
      return [...isolateOps(policy, act.direction, true), append(policy, ['spec', act.direction], act.rule)];
    case 'replace-rule':
      return withRule(policy, act, (path) => replaceOps(policy, path, act.by) ?? []);
    case 'remove-rule':
      return removeRuleOps(policy, act);
    case 'write-types':
      return opsTowards(member(specOf(policy), 'policyTypes'), isolatedBy(policy), ['spec', 'policyTypes']);
    case 'rename':
      return (['name', 'namespace'] as const).flatMap((key) => {
        const value = act[key];
        return value === undefined ? [] : (replaceOps(policy, ['metadata', key], value) ?? []);
      });
    default:
      return withRule(policy, act, () => opsInRule(policy, act));
  }
}

type InRule = Extract<FormAct, RuleAt>;

function opsInRule(policy: unknown, act: InRule): readonly PatchOp[] | undefined {
  const path = rulePath(act);
  const [peers, ports] = [
    [...path, peerField(act)],
    [...path, 'ports'],
  ];
  switch (act.act) {
    case 'add-peer':
      return [append(policy, peers, act.entry)];
    case 'replace-peer':
      return replaceAt(policy, peers, act.peer, act.entry);
    case 'remove-peer':
      return asItems(at(policy, peers)).length === 1 && act.peer === 0
        ? removeRuleOps(policy, act)
        : removeAt(policy, peers, act.peer);
    case 'part-peer':
      return partOps(policy, act);
    case 'admit-everyone':
      return has(policy, peers) ? [{ op: 'remove', path: peers }] : [];
    case 'add-port':
      return [append(policy, ports, act.entry)];
    case 'replace-port':
      return replaceAt(policy, ports, act.port, act.entry);
    case 'remove-port':
      return asItems(at(policy, ports)).length === 1 && act.port === 0
        ? [{ op: 'remove', path: ports }]
        : removeAt(policy, ports, act.port);
    case 'set-ports':
      return replaceOps(policy, ports, act.entries.length > 0 ? act.entries : undefined);
    default:
      return undefined;
  }
}

/** Its pods become a peer of their own, which looks in the policy's own namespace. */
function partOps(policy: unknown, act: PeerAt): readonly PatchOp[] | undefined {
  const path = peerPath(act);
  const pods = at(policy, [...path, 'podSelector']);
  if (!isPresent(pods) || !isPresent(at(policy, [...path, 'namespaceSelector']))) return undefined;
  return [{ op: 'part', path, key: 'podSelector', value: pods }];
}

/** Without its last rule a policy that does not write its types would stop to isolate: then they are written. */
function removeRuleOps(policy: unknown, { direction, rule }: RuleAt): readonly PatchOp[] | undefined {
  const list = asItems(member(specOf(policy), direction));
  if (rule >= list.length) return undefined;
  const gone: PatchOp = { op: 'remove', path: ['spec', direction, rule] };
  const isByDefault = direction === 'egress' && list.length === 1 && writtenTypes(policy).length === 0;
  return isByDefault ? [{ op: 'set', path: ['spec', 'policyTypes'], value: isolatedBy(policy) }, gone] : [gone];
}

const TYPE: Readonly<Record<Direction, string>> = { ingress: 'Ingress', egress: 'Egress' };

/** `byRule`: a rule comes with it, which by default isolates for egress. */
function isolateOps(policy: unknown, direction: Direction, byRule = false): readonly PatchOp[] {
  const types = isolatedBy(policy);
  if (types.includes(TYPE[direction])) return [];
  const written = writtenTypes(policy);
  if (written.length > 0)
    return [{ op: 'insert', path: ['spec', 'policyTypes', written.length], value: TYPE[direction] }];
  return byRule ? [] : [{ op: 'set', path: ['spec', 'policyTypes'], value: [...types, TYPE[direction]] }];
}

function openOps(policy: unknown, direction: Direction): readonly PatchOp[] | undefined {
  const types = isolatedBy(policy);
  const rest = types.filter((type) => type !== TYPE[direction]);
  if (rest.length === 0) return undefined;
  const rules: readonly PatchOp[] = has(policy, ['spec', direction])
    ? [{ op: 'remove', path: ['spec', direction] }]
    : [];
  const written = member(specOf(policy), 'policyTypes');
  return [...opsTowards(written, rest, ['spec', 'policyTypes']), ...rules];
}

function isolatedBy(policy: unknown): readonly string[] {
  const written = writtenTypes(policy);
  if (written.length > 0) return written;
  return asItems(member(specOf(policy), 'egress')).length > 0 ? ['Ingress', 'Egress'] : ['Ingress'];
}

function writtenTypes(policy: unknown): readonly string[] {
  return asItems(member(specOf(policy), 'policyTypes')).map(String);
}

function withRule(
  policy: unknown,
  rule: RuleAt,
  ops: (path: Path) => readonly PatchOp[] | undefined,
): readonly PatchOp[] | undefined {
  return rule.rule < asItems(member(specOf(policy), rule.direction)).length ? ops(rulePath(rule)) : undefined;
}

function replaceAt(policy: unknown, list: Path, index: number, value: unknown): readonly PatchOp[] | undefined {
  return index < asItems(at(policy, list)).length ? replaceOps(policy, [...list, index], value) : undefined;
}

function removeAt(policy: unknown, list: Path, index: number): readonly PatchOp[] | undefined {
  return index < asItems(at(policy, list)).length ? [{ op: 'remove', path: [...list, index] }] : undefined;
}

function append(policy: unknown, list: Path, value: unknown): PatchOp {
  return { op: 'insert', path: [...list, asItems(at(policy, list)).length], value };
}

function replaceOps(policy: unknown, path: Path, value: unknown): readonly PatchOp[] | undefined {
  if (value !== undefined)
    return has(policy, path) ? opsTowards(at(policy, path), value, path) : [{ op: 'set', path, value }];
  return has(policy, path) ? [{ op: 'remove', path }] : [];
}

const peerField = ({ direction }: RuleAt): string => (direction === 'ingress' ? 'from' : 'to');
const rulePath = ({ direction, rule }: RuleAt): Path => ['spec', direction, rule];
const peerPath = (place: PeerAt): Path => [...rulePath(place), peerField(place), place.peer];

function specOf(policy: unknown): Fields | undefined {
  return asFields(member(asFields(policy), 'spec'));
}

function at(value: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (now, step) => (typeof step === 'number' ? asItems(now)[step] : member(asFields(now), step)),
    value,
  );
}

function has(value: unknown, path: Path): boolean {
  const [last] = path.slice(-1);
  const parent = at(value, path.slice(0, -1));
  return typeof last === 'number' ? last < asItems(parent).length : Object.hasOwn(asFields(parent) ?? {}, String(last));
}
