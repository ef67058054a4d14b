/** Workloads as rows under the names of their namespaces. */

import type { Heading, WorkloadMark } from '#graph';
import { mix } from '../canvas/colour.ts';
import type { Palette } from '../canvas/palette.ts';
import { write } from '../paint/paint-text.ts';
import { coloursFor, HEAT, type LevelPaint, OPEN_SHARE } from './level-paint.ts';
import { box } from './mark-parts.ts';

/** Height of the lowest row whose type is 10 px. */
const ROW = 9.6;

export function paintRows(
  ctx: CanvasRenderingContext2D,
  paint: LevelPaint,
  seen: { readonly y: number; readonly height: number; readonly x: number; readonly width: number },
): void {
  const { headings, workloads } = paint.frame.drawn.picture;
  const isSeen = ({ rect }: Heading | WorkloadMark) =>
    rect.y < seen.y + seen.height &&
    rect.y + rect.height > seen.y &&
    rect.x < seen.x + seen.width &&
    rect.x + rect.width > seen.x;
  for (const heading of headings) if (isSeen(heading)) paintHeading(ctx, heading, paint);
  for (const mark of workloads) if (isSeen(mark)) paintRow(ctx, mark, paint);
}

function paintHeading(ctx: CanvasRenderingContext2D, { namespace, text, rect }: Heading, paint: LevelPaint): void {
  const facts = paint.frame.facts.namespaces.get(namespace);
  const colours = coloursFor(paint, 'mark', ({ namespaces }) => namespaces.has(namespace));
  const scale = Math.min(1, rect.height / (1.5 * 11));
  const word = facts?.shut ? 'shut' : facts?.open ? 'open' : '';
  const y = rect.y + rect.height - 5 * scale;
  write(ctx, text, rect.x, y, {
    font: `560 ${10.5 * scale}px ${colours.sans}`,
    colour: facts?.open ? colours.open : colours.text1,
    room: rect.width - (word === '' ? 0 : 26 * scale),
  });
  if (word !== '')
    write(ctx, word, rect.x + rect.width, y, {
      font: `400 ${10 * scale}px ${colours.sans}`,
      colour: facts?.shut ? colours.denied : colours.open,
      align: 'right',
    });
}

function paintRow(ctx: CanvasRenderingContext2D, mark: WorkloadMark, paint: LevelPaint): void {
  const { rect, workload: id } = mark;
  const workload = paint.workloads.get(id);
  if (!workload) return;
  const { focus, cursor, palette } = paint;
  const isPeer = focus?.peers?.has(id) === true;
  const colours = coloursFor(paint, 'mark', ({ namespaces, peers }) =>
    peers === undefined ? namespaces.has(mark.namespace) : peers.has(id),
  );
  const scale = Math.min(1, rect.height / ROW);
  const { peers, isolated } = workload.ingress;
  ctx.fillStyle = groundOf(peers, isolated, colours);
  ctx.fillRect(rect.x, rect.y, rect.width, rect.height);
  ctx.fillStyle = colours.wall;
  const wall = 1.6 * scale;
  if (isolated !== 'no') ctx.fillRect(rect.x, rect.y, wall, rect.height);
  if (workload.egress.isolated !== 'no') ctx.fillRect(rect.x + rect.width - wall, rect.y, wall, rect.height);
  const baseline = rect.y + rect.height / 2 + 3.4 * scale;
  const count = `${peers}${paint.frame.minimum ? '+' : ''}`;
  ctx.font = `400 ${10 * scale}px ${colours.mono}`;
  const taken = ctx.measureText(count).width + 4 * scale;
  write(ctx, workload.name, rect.x + 5 * scale, baseline, {
    font: `400 ${10 * scale}px ${colours.sans}`,
    colour: colours.text1,
    room: rect.width - 10 * scale - taken,
  });
  write(ctx, count, rect.x + rect.width - 4 * scale, baseline, {
    font: `400 ${10 * scale}px ${colours.mono}`,
    colour: peers === 0 ? colours.denied : colours.text2,
    align: 'right',
  });
  const framed = focus?.framed?.type === 'workload' && focus.framed.id === id;
  const isCursor = cursor?.type === 'workload' && cursor.id === id;
  if (!framed && !isPeer && !isCursor) return;
  box(
    ctx,
    { x: rect.x - scale, y: rect.y - scale, width: rect.width + 2 * scale, height: rect.height + 2 * scale },
    2 * scale,
  );
  ctx.lineWidth = (framed ? 2.4 : 1.2) * scale;
  ctx.strokeStyle = framed || isPeer ? palette.signal : palette.signalInk;
  ctx.stroke();
}

function groundOf(peers: number, isolated: 'no' | 'part' | 'yes', colours: Palette): string {
  if (peers === 0) return colours.sunk;
  if (isolated === 'no') return mix(colours.open, colours.raised, OPEN_SHARE);
  const step = peers < 10 ? 1 : peers < 50 ? 2 : peers < 150 ? 3 : 4;
  return mix(colours.allowed, colours.raised, HEAT[step] ?? 0);
}
