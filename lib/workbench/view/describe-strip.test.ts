import { describe, expect, it } from 'vitest';
import { CLOSED_GATE, edge, model } from '../../graph/fixtures/small-map.ts';
import { describeStrip } from './describe-strip.ts';

describe('a strip in words', () => {
  it('says what it is, what closes it and where its lines lead', () => {
    const map = model(['ui', 'catalog'], [edge('rule', 'ui', 'catalog')], []);
    const [plate] = map.plates;
    const closed = { ...map, plates: map.plates.map((each) => (each === plate ? isolated(each) : each)) };
    expect(describeStrip(closed, 'ui')).toBe(
      'ui, Deployment in plate ui, 1 pod. Ingress open, 9. Egress isolated, 1. Lines out to catalog (rule).',
    );
  });

  it('counts neighbours beyond five instead of reading them all', () => {
    const many = ['b', 'c', 'd', 'e', 'f', 'g', 'h'];
    const map = model(
      ['a', ...many],
      many.map((id) => edge('open', id, 'a')),
      [],
    );
    expect(describeStrip(map, 'a')).toContain('f (open) and 2 more.');
  });

  it('is empty for what is not on the map', () => {
    expect(describeStrip(model([], [], []), 'a')).toBe('');
  });
});

function isolated(plate: ReturnType<typeof model>['plates'][number]) {
  return { ...plate, strips: plate.strips.map((strip) => ({ ...strip, egress: CLOSED_GATE })) };
}
