'use client';
/** The whole cluster in small: what is open and what is shut stays in sight while the map is near. */

import { useRef } from 'react';
import type { GroupFacts, PlateMark } from '#graph';
import { useWorkbench } from '#store';
import { Kbd, KeyRegion } from '#ui';
import { levelOf } from '#workbench';
import { seenBy } from './level-camera.ts';
import { type SharedLevel, useSharedLevel } from './level-shared.ts';

const SIZE = { height: 92 } as const;

export function Minimap() {
  const shared = useSharedLevel();
  const isPlain = useWorkbench((state) => levelOf(state) === 'plain');
  const open = useWorkbench((state) => state.openGroup);
  if (shared === undefined || isPlain) return null;
  const { frame, camera } = shared;
  const atRest = camera.zoom === 1 && camera.x === 0 && camera.y === 0;
  const name = frame.facts.groups.find(({ id }) => id === open)?.name;
  return (
    <section aria-label="Small map" className="border-t border-l border-line-2 bg-surface px-3.5 pt-2 pb-2.5">
      <p className="mb-1.5 flex items-center justify-between text-list text-text-3">
        <span>
          {atRest ? 'Whole cluster in view' : `${Math.round(camera.zoom * 100)} % of the whole`}
          {name === undefined ? '' : `, ${name} open`}
        </span>
        <span className="flex items-center gap-1.5">
          <Kbd>{name === undefined ? '0' : 'Esc'}</Kbd> {name === undefined ? 'fit' : 'fold'}
        </span>
      </p>
      <SmallMap shared={shared} />
    </section>
  );
}

function SmallMap({ shared }: { shared: SharedLevel }) {
  const { frame, camera, moveTo } = shared;
  const box = useRef<HTMLDivElement>(null);
  const { picture } = frame.drawn;
  const { size } = picture;
  const seen = seenBy(camera, size);
  const percent = (part: number, whole: number) => `${(100 * part) / whole}%`;
  const place = ({ x, y, width, height }: PlateMark['rect']) => ({
    left: percent(x, size.width),
    top: percent(y, size.height),
    width: percent(width, size.width),
    height: percent(height, size.height),
  });
  const facts = new Map(frame.facts.groups.map((group) => [group.id, group]));
  const centre = (clientX: number, clientY: number) => {
    const rect = box.current?.getBoundingClientRect();
    if (!rect) return;
    const [x, y] = [
      ((clientX - rect.left) / rect.width) * size.width,
      ((clientY - rect.top) / rect.height) * size.height,
    ];
    moveTo({ zoom: camera.zoom, x: size.width / 2 - x * camera.zoom, y: size.height / 2 - y * camera.zoom });
  };
  const step = (dx: number, dy: number) =>
    moveTo({ ...camera, x: camera.x - dx * size.width * 0.2, y: camera.y - dy * size.height * 0.2 });
  return (
    <KeyRegion
      ref={box}
      aria-label="Part of the map that is in view. Arrow keys move it."
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        centre(event.clientX, event.clientY);
      }}
      onPointerMove={(event) => {
        if (event.buttons === 1) centre(event.clientX, event.clientY);
      }}
      onKeyDown={(event) => {
        const move = STEPS[event.key];
        if (move === undefined) return;
        event.preventDefault();
        event.stopPropagation();
        step(...move);
      }}
      className="cursor-pointer rounded-chip bg-canvas"
      style={{ height: SIZE.height }}
    >
      {picture.plates.map(({ id, rect }) => (
        <SmallPlate key={id} style={place(grown(rect))} group={facts.get(id)} />
      ))}
      <span
        aria-hidden="true"
        className="absolute rounded-chip border-2 border-signal-ink"
        style={{
          left: percent(Math.max(0, seen.x), size.width),
          top: percent(Math.max(0, seen.y), size.height),
          right: percent(Math.max(0, size.width - seen.x - seen.width), size.width),
          bottom: percent(Math.max(0, size.height - seen.y - seen.height), size.height),
        }}
      />
    </KeyRegion>
  );
}

/** The streets are told by the map itself: in small, names need their room. */
function grown({ x, y, width, height }: PlateMark['rect']): PlateMark['rect'] {
  return { x: x - 16, y: y - 12, width: width + 32, height: height + 24 };
}

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** A blue square for each namespace that is open, a bar for each that is shut. */
function SmallPlate({ style, group }: { style: React.CSSProperties; group: GroupFacts | undefined }) {
  if (!group) return null;
  return (
    <span
      aria-hidden="true"
      style={style}
      className="absolute overflow-hidden rounded-cell border border-line-2 bg-surface px-1"
    >
      <span className="block truncate text-[10px] leading-3 text-text-2">{group.name}</span>
      <span className="flex gap-0.5">
        {group.open.map((name) => (
          <span key={name} className="size-[5px] bg-open" />
        ))}
        {group.shut.map((name) => (
          <span key={name} className="h-[7px] w-[3px] bg-wall" />
        ))}
      </span>
    </span>
  );
}
