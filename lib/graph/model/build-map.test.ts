import { describe, expect, it } from 'vitest';
import type { Connection, WorkloadReach } from '#engine';
import { DRAFT, labDiff, labDraftInput, labId, labInput, labReachability, S4 } from '../fixtures/lab.ts';
import { mapModel } from './build-map.ts';
import { wrapNames } from './build-plates.ts';
import { legendCounts } from './legend-counts.ts';
import type { MapModel, Strip } from './map-model.ts';

function stripOf(model: MapModel, name: string): Strip {
  const found = model.plates.flatMap((plate) => plate.strips).find((strip) => strip.name === name);
  if (!found) throw new Error(`no strip ${name}`);
  return found;
}

describe('plates', () => {
  const model = mapModel(labInput(S4));

  it('are one for each namespace with pods, the outside, and one for namespaces without pods', () => {
    expect(model.plates.map((plate) => plate.id)).toEqual([
      'carts',
      'catalog',
      'checkout',
      'kube-system',
      'orders',
      'ui',
      ':outside',
      ':folded',
    ]);
    const folded = model.plates.at(-1);
    expect(folded?.title).toBe('4 namespaces without pods');
    expect(folded?.lines).toEqual(['default, kube-node-lease,', 'kube-public, other']);
  });

  it('count policies in words', () => {
    const texts = Object.fromEntries(model.plates.map((plate) => [plate.id, plate.policies]));
    expect(texts).toMatchObject({ catalog: '2 policies', carts: 'no policy' });
    const draft = mapModel(labDraftInput());
    expect(draft.plates.find((plate) => plate.id === 'orders')?.policies).toBe('1 policy');
  });

  it('name host-network workloads in a quiet line and give them no strip', () => {
    const plate = model.plates.find((each) => each.id === 'kube-system');
    expect(plate?.lines).toEqual(['aws-node, kube-proxy', 'host network, no policy applies']);
    expect(plate?.strips.map((strip) => strip.name)).toEqual(['coredns']);
  });

  it('show chosen namespaces whole, of others the ends of their lines, and the outside', () => {
    const some = mapModel({ ...labInput(S4), only: ['ui'] });
    expect(some.plates.map((plate) => plate.id)).toEqual([
      'carts',
      'catalog',
      'checkout',
      'kube-system',
      'orders',
      'ui',
      ':outside',
    ]);
    const catalog = some.plates.find(({ id }) => id === 'catalog');
    expect(catalog).toMatchObject({ policies: '1 of 2 workloads', strips: [{ name: 'catalog' }] });
    expect(some.edges.length).toBe(5);
  });

  it('of a namespace whose pods may not be read invent no strips', () => {
    const input = labInput(S4);
    const namespaces = [...input.namespaces, { name: 'secret', policies: 0, unreadable: true }];
    const plate = mapModel({ ...input, namespaces }).plates.find((each) => each.id === 'secret');
    expect(plate).toMatchObject({ kind: 'unreadable', strips: [{ anchor: true }] });
  });

  it('keep every name or say how many are left out', () => {
    expect(wrapNames(['a'], 1)).toEqual(['a']);
    const names = Array.from({ length: 60 }, (_, i) => `namespace-${i}`);
    const lines = wrapNames(names, 4);
    expect(lines.length).toBe(4);
    const named = lines.join(' ').match(/namespace-/g)?.length ?? 0;
    expect(lines.at(-1)).toMatch(new RegExp(` and ${60 - named} more$`));
  });
});

describe('gates', () => {
  it('show how many may pass, in the colour of why', () => {
    const model = mapModel(labInput(S4));
    expect(stripOf(model, 'ui').ingress).toEqual({ text: '9', tone: 'open', wall: 'none', halo: true });
    expect(stripOf(model, 'ui').egress).toEqual({ text: '5', tone: 'rule', wall: 'solid', halo: false });
    expect(stripOf(model, 'catalog-mysql').ingress.text).toBe('1');
    expect(stripOf(model, 'carts').egress.text).toBe('7');
    expect(stripOf(model, 'Internet').ingress).toEqual({ text: '?', tone: 'unknown', wall: 'none', halo: false });
    const after = mapModel({ ...labDraftInput(), view: 'after' });
    expect(stripOf(after, 'orders').ingress).toEqual({ text: '0', tone: 'denied', wall: 'solid', halo: false });
  });

  it('show the change in Changes view, with a new wall and a note where the draft isolates', () => {
    const model = mapModel(labDraftInput());
    expect(stripOf(model, 'orders')).toMatchObject({
      ingress: { text: '−9', tone: 'denied', wall: 'new', halo: false },
      egress: { text: '+1', tone: 'rule', halo: true },
      note: 'newly isolated: ingress',
    });
    expect(stripOf(model, 'catalog')).toMatchObject({
      ingress: { text: '+1', tone: 'rule', wall: 'solid' },
      egress: { text: '−1', tone: 'denied' },
    });
    expect(stripOf(model, 'carts').ingress).toMatchObject({ text: '·', tone: 'muted' });
    expect(stripOf(model, 'carts').note).toBeUndefined();
  });

  it('name the ports that serve, not those of metrics', () => {
    const model = mapModel(labInput(S4));
    expect(stripOf(model, 'catalog')).toMatchObject({ detail: '1 pod', port: ':8080' });
    expect(stripOf(model, 'coredns').detail).toBe('2 pods');
  });
});

describe('edges', () => {
  it('at rest are those that a rule admits', () => {
    const model = mapModel(labInput(S4));
    expect(model.edges.length).toBe(6);
    expect(new Set(model.edges.map((edge) => edge.label))).toEqual(new Set(['any port']));
    expect(model.overlay).toEqual([]);
  });

  it('of a draft are drawn on top, and lines that stay below', () => {
    const model = mapModel(labDraftInput());
    expect(model.edges.length).toBe(5);
    const added = model.overlay.filter((edge) => edge.kind === 'added');
    const removed = model.overlay.filter((edge) => edge.kind === 'removed');
    expect(added.map((edge) => edge.label)).toEqual(['+ TCP 8080']);
    expect(removed.length).toBe(9);
    expect(new Set(removed.map((edge) => edge.label))).toEqual(new Set(['−9']));
  });

  it('of a pair that keeps some ports are kept lines with the ports before and after, and no cut', () => {
    const input = labDraftInput();
    const pair = { source: labId('ui'), destination: labId('carts'), rules: [], isolatedBy: [] } as const;
    const changed = { ...pair, before: { TCP: [[1, 65535]] }, after: { TCP: [[80, 80]], UDP: [[53, 53]] } } as const;
    const diff = { ...labDiff(S4, S4), changed: [{ ...changed, admission: 'rule' as const }] };
    const model = mapModel({ ...input, diff });
    expect(model.overlay.map(({ kind, label }) => [kind, label])).toEqual([['changed', 'any TCP → TCP 80, UDP 53']]);
    expect(
      model.edges.filter(({ source, destination }) => source === pair.source && destination === pair.destination),
    ).toEqual([]);
  });

  it('of a pair that only gains ports say which', () => {
    const pair = { source: labId('ui'), destination: labId('carts'), rules: [], isolatedBy: [] } as const;
    const changed = { ...pair, before: { TCP: [[80, 80]] }, after: { TCP: [[80, 80]], UDP: [[53, 53]] } } as const;
    const diff = { ...labDiff(S4, S4), changed: [{ ...changed, admission: 'rule' as const }] };
    expect(mapModel({ ...labDraftInput(), diff }).overlay.map(({ label }) => label)).toEqual(['+ UDP 53']);
  });

  it('of a chosen pair are drawn in their own kind', () => {
    const of = (source: string, destination: string) =>
      mapModel({
        ...labInput(S4),
        selection: { type: 'edge', source: labId(source), destination: labId(destination) },
      }).overlay.map((edge) => edge.kind);
    expect(of('carts', 'ui')).toEqual(['open']);
    expect(of('carts', 'catalog')).toEqual(['denied']);
    expect(of('ui', 'catalog')).toEqual([]);
  });

  it('to the outside are unknown, and drawn for the outside alone', () => {
    const model = mapModel({ ...labInput(S4), selection: { type: 'workload', id: 'outside' } });
    expect(model.overlay.length).toBe(17);
    expect(new Set(model.overlay.map((edge) => edge.kind))).toEqual(new Set(['unknown']));
  });

  it('that the legend switches off are not drawn', () => {
    const input = labInput(S4);
    expect(mapModel({ ...input, shown: { ...input.shown, rule: false } }).edges).toEqual([]);
  });

  it('too many to read are drawn for a selection only, and counted', () => {
    const workloads = Array.from({ length: 40 }, (_, i) => ({
      ...(labReachability(S4).workloads[0] as WorkloadReach),
      id: `big/w${i}[Deployment]`,
      namespace: 'big',
      name: `w${i}`,
    }));
    const byRule = workloads.flatMap((source) =>
      workloads.flatMap((destination): Connection[] =>
        source === destination
          ? []
          : [{ source: source.id, destination: destination.id, ports: {}, admission: 'rule', partial: false }],
      ),
    );
    const input = { ...labInput(S4), reachability: { ...labReachability(S4), workloads, byRule } };
    const atRest = mapModel(input);
    expect(atRest.edges).toEqual([]);
    expect(atRest.leftOut).toEqual({ atRest: 40 * 39, onTop: 0 });
    const chosen = mapModel({ ...input, selection: { type: 'workload', id: 'big/w3[Deployment]' } });
    expect(chosen.edges.length).toBe(78);
  });

  it('says how many denied pairs were asked for and not drawn', () => {
    const reachability = labReachability(S4);
    const totals = { ...reachability.totals, denied: 121 };
    const shown = { rule: true, open: true, denied: true, unknown: true };
    const input = { ...labInput(S4), shown, reachability: { ...reachability, totals } };
    expect(mapModel(input).leftOut).toEqual({ atRest: 0, onTop: 121 });
    expect(mapModel({ ...input, shown: { ...shown, denied: false } }).leftOut).toBeUndefined();
  });

  it('have unique ids', () => {
    const model = mapModel(labDraftInput());
    const ids = [...model.edges, ...model.overlay].map((edge) => edge.id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('legend', () => {
  it('counts pairs and, for what is denied or unknown, the outside too', () => {
    expect(legendCounts(labReachability(S4))).toEqual({
      rule: 6,
      open: 65,
      denied: 22,
      deniedOutside: 3,
      unknown: 17,
      added: 0,
      removed: 0,
    });
  });

  it('counts the draft in Changes and After, the live state in Before', () => {
    const diff = labDiff(S4, DRAFT);
    const draft = { rule: 6, open: 57, denied: 31, deniedOutside: 4, unknown: 16, added: 1, removed: 9 };
    expect(legendCounts(diff.before, diff, 'changes')).toEqual(draft);
    expect(legendCounts(diff.before, diff, 'after')).toEqual(draft);
    expect(legendCounts(diff.before, diff, 'before')).toMatchObject({ rule: 6, open: 65, denied: 22, unknown: 17 });
  });
});

describe('a namespace that may not be read', () => {
  const input = labInput(S4);
  const namespaces = [...input.namespaces, { name: 'secret', policies: 0, unreadable: true }];
  const model = mapModel({
    ...input,
    namespaces,
    unknownPairs: [{ workload: labId('ui'), namespace: 'secret', direction: 'egress' }],
  });

  it('has no workloads, only an end for lines', () => {
    const plate = model.plates.find(({ id }) => id === 'secret');
    expect(plate).toMatchObject({ kind: 'unreadable', strips: [{ anchor: true, name: '' }] });
  });

  it('is reached by a line of unknown outcome where a rule lets it through on the side that is read', () => {
    expect(model.edges).toContainEqual(
      expect.objectContaining({ kind: 'unknown', source: labId('ui'), destination: 'namespace secret' }),
    );
  });
});

describe('a part of a cluster', () => {
  it('has gates whose counts are lower bounds, and say so', () => {
    const gates = (lowerBounds: boolean) =>
      mapModel({ ...labInput(S4), lowerBounds }).plates.flatMap(({ strips }) =>
        strips.map(({ ingress }) => ingress.text),
      );
    expect(gates(false)).toContain('9');
    expect(gates(true)).toContain('9+');
    expect(gates(true)).not.toContain('9');
  });
});
