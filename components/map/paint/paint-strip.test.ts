import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { Strip } from '#graph';
import { CLOSED_GATE, model, OPEN_GATE } from '../../../lib/graph/fixtures/small-map.ts';
import { PALETTE } from '../canvas/palette-fixture.ts';
import { paintHalos, paintStrip } from './paint-strip.ts';
import { recordingContext } from './recording-context.ts';
import type { StripView } from './strip-view.ts';

beforeAll(() => {
  vi.stubGlobal('Path2D', class {});
});

const rect = { x: 0, y: 0, width: 192, height: 44 };
const open = model(['carts'], [], []).plates[0]?.strips[0] as Strip;
const view: StripView = {
  palette: PALETTE,
  gates: {
    ingress: { palette: PALETTE, halo: { halo: PALETTE.open, faint: '#000088' } },
    egress: { palette: PALETTE, halo: { halo: PALETTE.open, faint: '#000088' } },
  },
  halos: true,
  frame: 'none',
  flash: false,
  hollow: false,
};

const drawnOf = (strip: Strip, change: Partial<StripView> = {}, zoom = 1) => {
  const { ctx, drawn } = recordingContext();
  paintStrip(ctx, rect, strip, { ...view, ...change }, zoom, zoom < 0.45 ? 'least' : zoom < 0.8 ? 'line' : 'full');
  return drawn;
};
const texts = (drawn: ReturnType<typeof drawnOf>) => drawn.flatMap(({ text }) => (text === undefined ? [] : [text]));

describe('a strip', () => {
  it('says name, pods, port and both gates at 100 %', () => {
    expect(texts(drawnOf(open))).toEqual(['9', '9', 'carts', '1 pod', ':8080']);
  });

  it('says the name and the gates on one line below 80 %, the name alone below 45 %', () => {
    expect(texts(drawnOf(open, {}, 0.6))).toEqual(['9', '9', 'carts']);
    expect(texts(drawnOf(open, {}, 0.3))).toEqual(['carts']);
  });

  it('has brackets on its open sides only, none when the legend hides them', () => {
    const halos = (strip: Strip, change: Partial<StripView> = {}) => {
      const { ctx, drawn } = recordingContext();
      paintHalos(ctx, rect, strip, { ...view, ...change });
      return drawn.length;
    };
    expect(halos(open)).toBe(4);
    expect(halos({ ...open, ingress: CLOSED_GATE })).toBe(2);
    expect(halos({ ...open, ingress: CLOSED_GATE, egress: CLOSED_GATE })).toBe(0);
    expect(halos(open, { halos: false })).toBe(0);
  });

  it('has a wall where it is isolated, red where only the draft isolates it, hollow where nobody enforces it', () => {
    const walls = (strip: Strip, hollow = false) =>
      drawnOf(strip, { hollow }).filter(({ colour }) => colour === PALETTE.wall || colour === PALETTE.denied);
    expect(walls(open)).toEqual([]);
    expect(walls({ ...open, ingress: CLOSED_GATE })).toMatchObject([{ what: 'fill', colour: PALETTE.wall }]);
    expect(walls({ ...open, ingress: CLOSED_GATE }, true)).toMatchObject([{ what: 'stroke', colour: PALETTE.wall }]);
    const isolated = { ...open, ingress: { ...CLOSED_GATE, wall: 'new' as const } };
    expect(walls(isolated).map(({ what }) => what)).toEqual(['stroke', 'fill']);
  });

  it('writes the number of a gate in the colour of its reason', () => {
    const number = (tone: Strip['ingress']['tone']) =>
      drawnOf({ ...open, ingress: { ...OPEN_GATE, text: '4', tone } }).find(({ text }) => text === '4')?.colour;
    expect(number('rule')).toBe(PALETTE.allowed);
    expect(number('denied')).toBe(PALETTE.denied);
    expect(number('open')).toBe(PALETTE.open);
    expect(number('unknown')).toBe(PALETTE.unknown);
  });

  it('shows a place without facts as an empty frame', () => {
    const { ctx, drawn } = recordingContext();
    paintStrip(ctx, rect, open, view, 1, 'empty');
    expect(drawn.map(({ what }) => what)).toEqual(['fill', 'stroke']);
  });

  it('cuts a long name with an ellipsis instead of writing over the gate', () => {
    const name = texts(drawnOf({ ...open, name: 'a'.repeat(253) })).find((text) => text.startsWith('a'));
    expect(name?.endsWith('…')).toBe(true);
    expect(name?.length).toBeLessThan(25);
  });
});
