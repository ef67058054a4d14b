import { describe, expect, it } from 'vitest';
import type { MapModel, Placement, Strip } from '#graph';
import { CLOSED_GATE, model } from '../../graph/fixtures/small-map.ts';
import { changedStrips, focusOfScene, type Scene } from './scene.ts';

const placement = { plates: new Map(), strips: new Map() } as unknown as Placement;

function scene(of: MapModel, more: Partial<Scene> = {}): Scene {
  return { model: of, placement, routes: new Map(), tags: [], freshness: 'live', changes: false, halos: true, ...more };
}

function withStrip(of: MapModel, id: string, change: Partial<Strip>): MapModel {
  return {
    ...of,
    plates: of.plates.map((plate) => ({
      ...plate,
      strips: plate.strips.map((strip) => (strip.id === id ? { ...strip, ...change } : strip)),
    })),
  };
}

describe('what is lit', () => {
  const map = model(['a', 'b'], [], []);

  it('follows the pointer until something is selected, which freezes it', () => {
    const hovered = { type: 'strip', id: 'b' } as const;
    expect(focusOfScene(scene(map), undefined)).toBeUndefined();
    expect([...(focusOfScene(scene(map), hovered)?.strips ?? [])]).toEqual(['b']);
    const chosen = scene(map, { chosen: { type: 'strip', id: 'a' } });
    expect([...(focusOfScene(chosen, hovered)?.strips ?? [])]).toEqual(['a']);
  });

  it('follows the pointer also while a filter is set', () => {
    const filtered = scene(map, { chosen: { type: 'strips', ids: new Set(['a']) } });
    expect([...(focusOfScene(filtered, { type: 'strip', id: 'b' })?.strips ?? [])]).toEqual(['b']);
    expect([...(focusOfScene(filtered, undefined)?.strips ?? [])]).toEqual(['a']);
  });
});

describe('strips that changed', () => {
  const before = model(['a', 'b'], [], []);

  it('are those whose wall or pod count changed, and no others', () => {
    const after = withStrip(before, 'a', { ingress: CLOSED_GATE });
    expect([...changedStrips(scene(before), scene(after))]).toEqual(['a']);
    expect([...changedStrips(scene(before), scene(withStrip(before, 'b', { detail: '2 pods' })))]).toEqual(['b']);
  });

  it('are none on first sight, while loading, or when the view switched', () => {
    const after = withStrip(before, 'a', { ingress: CLOSED_GATE });
    expect(changedStrips(undefined, scene(after)).size).toBe(0);
    expect(changedStrips(scene(before, { freshness: 'loading' }), scene(after)).size).toBe(0);
    expect(changedStrips(scene(before, { changes: true }), scene(after)).size).toBe(0);
  });

  it('are not those whose count of peers moved: an edit elsewhere would make the whole map flash', () => {
    const after = withStrip(before, 'a', { ingress: { text: '8', tone: 'open', wall: 'none', halo: true } });
    expect(changedStrips(scene(before), scene(after)).size).toBe(0);
  });
});
