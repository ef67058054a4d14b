import { describe, expect, it } from 'vitest';
import { labDraftInput, labInput, S4 } from '../fixtures/lab.ts';
import { mapModel } from './build-map.ts';
import { foldedStrip, namespaceOfStrip } from './folded-strip.ts';

const folded = (more = {}) => mapModel({ ...labInput(S4), folded: true, ...more });
const foldOf = (model: ReturnType<typeof folded>, name: string) =>
  model.plates.find(({ id }) => id === name)?.strips[0];

describe('a folded map', () => {
  it('has one strip a namespace, also for those without pods, and the outside', () => {
    const names = folded().plates.map(({ id }) => id);
    expect(names).toContain('default');
    expect(names).toContain('carts');
    expect(names.at(-1)).toBe(':outside');
    expect(new Set(names).size).toBe(names.length);
  });

  it('tells how many workloads are closed, and whether any is open', () => {
    const catalog = foldOf(folded(), 'catalog');
    expect(catalog?.fold).toMatchObject({ workloads: 2, judged: 2, closed: { ingress: 2, egress: 0 }, inside: 1 });
    expect(catalog?.ingress).toMatchObject({ wall: 'solid', halo: false });
    expect(catalog?.egress).toMatchObject({ wall: 'none', halo: true });
  });

  it('draws pairs of workloads as lines between their namespaces: all of them, or some', () => {
    const lines = folded().edges.map(({ source, destination, share, pairs }) => [
      `${namespaceOfStrip(source)} ${namespaceOfStrip(destination)}`,
      share,
      pairs,
    ]);
    expect(lines).toContainEqual(['ui orders', 'some', { admitted: 1, of: 2 }]);
    expect(lines).toContainEqual(['ui kube-system', 'all', { admitted: 1, of: 1 }]);
    expect(lines.map(([pair]) => pair)).not.toContain('catalog catalog');
  });

  it('shows a draft as pairs that come and go, by namespace and between them', () => {
    const { view, ...rest } = labDraftInput();
    const model = mapModel({ ...rest, view, folded: true });
    const lost = model.overlay.filter(({ kind }) => kind === 'removed').map(({ label }) => Number(label?.slice(1)));
    expect(view).toBe('changes');
    expect(lost.reduce((sum, count) => sum + count, 0)).toBe((rest.diff?.removed.length ?? 0) - 1);
    expect(foldOf(model, 'orders')?.fold).toMatchObject({ gained: 1, lost: 9 });
  });

  it('draws only the lines of the selected namespace where there are very many', () => {
    const namespaces = Array.from({ length: 70 }, (_, at) => ({ name: `n${at}`, policies: 0 }));
    const none = folded({ namespaces });
    expect(none.edges).toEqual([]);
    expect(none.leftOut?.atRest).toBe(5);
    const one = folded({ namespaces, shownNamespace: 'ui' });
    expect(one.edges.every(({ source }) => source === foldedStrip('ui'))).toBe(true);
    expect(one.edges).toHaveLength(5);
  });

  it('shows what may not be read as unknown, never as empty', () => {
    const secret = foldOf(folded({ namespaces: [{ name: 'secret', policies: 0, unreadable: true }] }), 'secret');
    expect(secret?.ingress).toMatchObject({ text: '?', tone: 'unknown' });
    expect(secret?.fold?.unknown).toBe(true);
  });
});
