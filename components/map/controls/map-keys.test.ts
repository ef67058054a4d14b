import { describe, expect, it, vi } from 'vitest';
import { INITIAL_STATE, type WorkbenchState } from '#workbench';
import { mapKeyAct } from './map-keys.ts';

function press(key: string, change: Partial<WorkbenchState> = {}) {
  const acts = {
    state: () => ({ ...INITIAL_STATE, ...change }),
    intents: { setShown: vi.fn(), setView: vi.fn(), draw: vi.fn() },
    fit: vi.fn(),
    zoomBy: vi.fn(),
    filter: vi.fn(),
  };
  const act = mapKeyAct(key, acts);
  act?.();
  return { ...acts, known: act !== undefined };
}

describe('keys of the map', () => {
  it('toggle denied and open', () => {
    expect(press('d').intents.setShown).toHaveBeenCalledWith({ ...INITIAL_STATE.shown, denied: true });
    expect(press('O').intents.setShown).toHaveBeenCalledWith({ ...INITIAL_STATE.shown, open: false });
  });

  it('move the camera and reach the filter', () => {
    expect(press('0').fit).toHaveBeenCalled();
    expect(press('+').zoomBy).toHaveBeenCalledWith(1.2);
    expect(press('f').filter).toHaveBeenCalled();
  });

  it('draw from a selected workload, and towards it with Shift', () => {
    const selection = { type: 'workload', id: 'shop/web[Deployment]' } as const;
    const end = { kind: 'workload', id: selection.id };
    expect(press('c', { selection }).intents.draw).toHaveBeenCalledWith(end, false);
    expect(press('C', { selection }).intents.draw).toHaveBeenCalledWith(end, true);
    expect(press('c').known).toBe(false);
  });

  it('switch the view of a draft, and nothing while there is none', () => {
    const drafted = { draftOpen: true, reading: { ...INITIAL_STATE.reading, diff: {} as never } };
    expect(press('2', drafted).intents.setView).toHaveBeenCalledWith('after');
    expect(press('2').known).toBe(false);
  });

  it('leave other keys alone', () => {
    expect(press('n').known).toBe(false);
    expect(press('Escape').known).toBe(false);
  });
});
