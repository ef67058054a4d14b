'use client';
import { Keyboard, Moon, Sun, Waypoints } from 'lucide-react';
import { Icon, IconButton } from '#ui';
import { chooseTheme, useTheme } from './theme.ts';

export interface RailProps {
  onKeys: () => void;
}

/** The rooms. Each one that has a function gets its place here. */
export function Rail({ onKeys }: RailProps) {
  return (
    <div className="flex w-[var(--rail-width)] shrink-0 flex-col items-center border-r border-line-2 bg-surface pt-2 pb-2.5">
      <nav aria-label="Rooms" className="w-full">
        <a
          href="./"
          aria-current="page"
          onClick={(event) => event.preventDefault()}
          className="ring-inside relative flex h-12 w-full flex-col items-center justify-center gap-0.5 text-rail font-medium text-text-1"
        >
          <span className="absolute inset-y-1.5 left-0 w-[3px] bg-signal" aria-hidden="true" />
          <Icon of={Waypoints} size={18} />
          Map
        </a>
      </nav>
      <div className="flex-1" />
      <IconButton label="All keys (?)" onClick={onKeys} className="mb-1.5 size-7">
        <Icon of={Keyboard} size={16} />
      </IconButton>
      <ThemeSwitch />
    </div>
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
