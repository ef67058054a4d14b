import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { NetworkPolicy } from '#engine';
import { type Choice, mergePolicies } from './three-way.ts';

const from = (name: string) => ({ podSelector: { matchLabels: { app: name } } });
const port = (number: number) => ({ port: number, protocol: 'TCP' as const });

function policy(spec: NetworkPolicy['spec'], labels?: Record<string, string>): NetworkPolicy {
  return { metadata: { name: 'web', namespace: 'shop', ...(labels && { labels }) }, ...(spec && { spec }) };
}

const all = (merge: ReturnType<typeof mergePolicies>, choice: Choice) =>
  Object.fromEntries(merge.hunks.map(({ id }) => [id, choice]));

const BASE = policy({ podSelector: {}, ingress: [{ from: [from('ui')], ports: [port(80)] }] });

test('what one side alone changed is taken, whichever side it was', () => {
  const theirs = policy({ podSelector: {}, ingress: [{ from: [from('ui')], ports: [port(8080)] }] }, { team: 'a' });
  const mine = policy({ podSelector: {}, ingress: [{ from: [from('ui'), from('cron')], ports: [port(80)] }] });
  const merge = mergePolicies(BASE, theirs, mine);
  expect(merge.hunks.map(({ path, changedBy }) => `${path} ${changedBy}`)).toEqual([
    'metadata.labels theirs',
    'spec.ingress[0].from[1] mine',
    'spec.ingress[0].ports[0] theirs',
  ]);
  expect(merge.result({})).toEqual(
    policy({ podSelector: {}, ingress: [{ from: [from('ui'), from('cron')], ports: [port(8080)] }] }, { team: 'a' }),
  );
});

test('the same place changed by both is a hunk of both, and a list may hold both', () => {
  const theirs = policy({ podSelector: {}, ingress: [{ from: [from('ui'), from('bot')], ports: [port(80)] }] });
  const mine = policy({ podSelector: {}, ingress: [{ from: [from('ui'), from('cron')], ports: [port(80)] }] });
  const merge = mergePolicies(BASE, theirs, mine);
  expect(merge.hunks).toMatchObject([{ path: 'spec.ingress[0].from[1]', changedBy: 'both', isItems: true }]);
  expect(merge.result(all(merge, 'both')).spec?.ingress).toEqual([
    { from: [from('ui'), from('bot'), from('cron')], ports: [port(80)] },
  ]);
});

test('a selector is decided as a whole: half of each would select what neither meant', () => {
  const merge = mergePolicies(
    BASE,
    policy({ ...BASE.spec, podSelector: from('a').podSelector }),
    policy({ ...BASE.spec, podSelector: from('b').podSelector }),
  );
  expect(merge.hunks).toMatchObject([{ path: 'spec.podSelector', changedBy: 'both', isItems: false }]);
});

test('what both sides changed alike is no hunk', () => {
  const same = policy({ podSelector: {}, ingress: [] });
  expect(mergePolicies(BASE, same, same).hunks).toEqual([]);
});

const peers = fc.subarray(['ui', 'bot', 'cron'].map(from));
const rules = fc.array(fc.record({ from: peers, ports: fc.subarray([80, 443].map(port)) }, { requiredKeys: [] }), {
  maxLength: 3,
});
const policies = fc
  .record(
    {
      podSelector: fc.constantFrom({}, from('a').podSelector),
      policyTypes: fc.constantFrom(['Ingress'] as const, ['Ingress', 'Egress'] as const),
      ingress: rules,
    },
    { requiredKeys: ['podSelector'] },
  )
  .map((spec) => policy(spec));

test('all of theirs gives theirs, all of mine gives mine: nothing of either is lost on the way', () => {
  fc.assert(
    fc.property(policies, policies, policies, (base, theirs, mine) => {
      const merge = mergePolicies(base, theirs, mine);
      expect(merge.result(all(merge, 'theirs'))).toEqual(theirs);
      expect(merge.result(all(merge, 'mine'))).toEqual(mine);
      expect(new Set(merge.hunks.map(({ id }) => id)).size).toBe(merge.hunks.length);
    }),
  );
});

test('where only one side changed anything, all of it is taken', () => {
  fc.assert(
    fc.property(policies, policies, (base, changed) => {
      expect(mergePolicies(base, changed, base).result({})).toEqual(changed);
      expect(mergePolicies(base, base, changed).result({})).toEqual(changed);
    }),
  );
});
