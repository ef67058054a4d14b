import { describe, expect, it } from 'vitest';
import { edge, model } from '../../graph/fixtures/small-map.ts';
import { focusOn, gateKey } from './focus.ts';

const chain = model(['a', 'b', 'c', 'd'], [edge('rule', 'a', 'b'), edge('rule', 'b', 'c')], [edge('open', 'c', 'd')]);

describe('what a choice lights', () => {
  it('lights the whole path into a workload and keeps its unfolded edges clear', () => {
    const focus = focusOn(chain, { type: 'strip', id: 'c' });
    expect([...focus.lit]).toEqual(['rule b > c', 'rule a > b']);
    expect(focus.clear.has('open c > d')).toBe(true);
    expect(focus.lit.has('open c > d')).toBe(false);
  });

  it('ends on a cycle', () => {
    const cycle = model(['a', 'b'], [edge('rule', 'a', 'b'), edge('rule', 'b', 'a')], []);
    expect(focusOn(cycle, { type: 'strip', id: 'a' }).lit.size).toBe(2);
  });

  it('lets the far gate of a related workload stand back', () => {
    const focus = focusOn(chain, { type: 'strip', id: 'c' });
    expect(focus.gates.has(gateKey('d', 'ingress'))).toBe(true);
    expect(focus.gates.has(gateKey('d', 'egress'))).toBe(false);
  });

  it('frames both ends of a chosen edge and nothing else stays', () => {
    const focus = focusOn(chain, { type: 'edge', source: 'a', destination: 'b' });
    expect([...focus.framed]).toEqual(['a', 'b']);
    expect([...focus.lit]).toEqual(['rule a > b']);
    expect(focus.strips.has('c')).toBe(false);
  });

  it('keeps the strips of a chosen plate', () => {
    expect([...focusOn(chain, { type: 'plate', id: 'plate a' }).strips]).toEqual(['a']);
  });
});
