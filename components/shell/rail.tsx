'use client';
import { History, Keyboard, type LucideIcon, Moon, Sun, TriangleAlert, Waypoints } from 'lucide-react';
import type { MouseEvent } from 'react';
import { useIntents, useWorkbench } from '#hooks';
import { classNames, Icon, IconButton } from '#ui';
import type { Room } from '#workbench';
import { chooseTheme, useTheme } from './theme.ts';

export interface RailProps {
  onKeys: () => void;
}

interface Place {
  readonly room: Room;
  readonly name: string;
  readonly icon: LucideIcon;
  readonly keys: string;
}

const PLACES: readonly Place[] = [
  { room: 'map', name: 'Map', icon: Waypoints, keys: 'g m' },
  { room: 'findings', name: 'Findings', icon: TriangleAlert, keys: 'g f' },
  { room: 'history', name: 'History', icon: History, keys: 'g h' },
];

/** The rooms. Each one that has a function gets its place here. */
export function Rail({ onKeys }: RailProps) {
  return (
    <div className="flex w-[var(--rail-width)] shrink-0 flex-col items-center border-r border-line-2 bg-surface pt-2 pb-2.5">
      <nav aria-label="Rooms" className="w-full">
        {PLACES.map((place) => (
          <RoomLink key={place.room} place={place} />
        ))}
      </nav>
      <div className="flex-1" />
      <IconButton label="All keys (?)" onClick={onKeys} className="mb-1.5 size-7">
        <Icon of={Keyboard} size={16} />
      </IconButton>
      <ThemeSwitch />
    </div>
  );
}

function RoomLink({ place: { room, name, icon, keys } }: { place: Place }) {
  const isHere = useWorkbench((state) => state.room === room);
  const { showRoom } = useIntents();
  const go = (event: MouseEvent) => {
    // Another tab or window is what the browser makes of it.
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    showRoom(room);
  };
  return (
    <a
      href={room === 'map' ? './' : `./?room=${room}`}
      aria-current={isHere ? 'page' : undefined}
      title={`${name} (${keys})`}
      onClick={go}
      className={classNames(
        'ring-inside relative flex h-12 w-full flex-col items-center justify-center gap-0.5 text-rail',
        isHere ? 'font-medium text-text-1' : 'text-text-3 hover:text-text-1',
      )}
    >
      {isHere && <span className="absolute inset-y-1.5 left-0 w-[3px] bg-signal" aria-hidden="true" />}
      <Icon of={icon} size={18} />
      {name}
      {room === 'findings' && <FindingsCount />}
    </a>
  );
}

/** How many there are beyond what is merely good to know. */
function FindingsCount() {
  const count = useWorkbench(
    ({ findings }) => findings?.list.filter(({ severity }) => severity !== 'info').length ?? 0,
  );
  if (count === 0) return null;
  return (
    <span className="tabular absolute top-0.5 right-1 min-w-4 rounded-strip border border-line-2 bg-surface px-0.5 text-center font-mono text-rail leading-[14px] text-warning">
      {count > 99 ? '99+' : count}
      <span className="sr-only"> to look at</span>
    </span>
  );
}

export function ThemeSwitch() {
  const theme = useTheme();
  const other = theme === 'dark' ? 'light' : 'dark';
  return (
    <IconButton label={`Use the ${other} theme`} onClick={() => chooseTheme(other)} className="size-7">
      <Icon of={theme === 'dark' ? Sun : Moon} size={16} />
    </IconButton>
  );
}
