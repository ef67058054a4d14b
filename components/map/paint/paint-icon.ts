/** Kind icons, drawn on a grid of 24 with round strokes; the kind's shape follows what was deployed. */

export type IconName = 'box' | 'database' | 'server' | 'timer' | 'clock' | 'pod' | 'globe' | 'chevron';

const SHAPES: Readonly<Record<IconName, string>> = {
  box: 'M12 2.5 20.5 7.2v9.6L12 21.5 3.5 16.8V7.2Z M3.8 7.4 12 12l8.2-4.6 M12 12v9.2',
  database:
    'M3.5 5.5a8.5 3 0 1 0 17 0a8.5 3 0 1 0 -17 0 M3.5 5.5v13c0 1.7 3.8 3 8.5 3s8.5-1.3 8.5-3v-13 M3.5 12c0 1.7 3.8 3 8.5 3s8.5-1.3 8.5-3',
  server: 'M3 3.5h18v7H3Z M3 13.5h18v7H3Z M6.5 7h.5 M6.5 17h.5',
  timer: 'M9.5 2h5 M12 14l3-3 M4 14a8 8 0 1 0 16 0a8 8 0 1 0 -16 0',
  clock: 'M3 12a9 9 0 1 0 18 0a9 9 0 1 0 -18 0 M12 6.5V12l3.5 2',
  pod: 'M3 12a9 9 0 1 0 18 0a9 9 0 1 0 -18 0 M11 12a1 1 0 1 0 2 0a1 1 0 1 0 -2 0',
  globe: 'M3 12a9 9 0 1 0 18 0a9 9 0 1 0 -18 0 M3 12h18 M12 3c5 5.2 5 12.8 0 18 M12 3c-5 5.2-5 12.8 0 18',
  chevron: 'M9 5.5 15.5 12 9 18.5',
};

const BY_KIND: Readonly<Record<string, IconName>> = {
  Deployment: 'box',
  ReplicaSet: 'box',
  StatefulSet: 'database',
  DaemonSet: 'server',
  Job: 'timer',
  CronJob: 'clock',
  Pod: 'pod',
  Node: 'server',
  Internet: 'globe',
};

export function iconOf(kind: string): IconName {
  return Object.hasOwn(BY_KIND, kind) ? (BY_KIND[kind] ?? 'box') : 'box';
}

const paths = new Map<IconName, Path2D>();

/** Draws an icon with its top left corner at (x, y). */
export function paintIcon(
  ctx: CanvasRenderingContext2D,
  icon: IconName,
  x: number,
  y: number,
  size: number,
  colour: string,
): void {
  const path = paths.get(icon) ?? new Path2D(SHAPES[icon]);
  paths.set(icon, path);
  ctx.save();
  ctx.translate(x, y);
  ctx.scale(size / 24, size / 24);
  ctx.strokeStyle = colour;
  ctx.lineWidth = 2;
  ctx.lineCap = 'round';
  ctx.lineJoin = 'round';
  ctx.stroke(path);
  ctx.restore();
}
