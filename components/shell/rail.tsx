'use client';
import { History, Keyboard, type LucideIcon, Moon, Sun, TriangleAlert, Waypoints } from 'lucide-react';
import type { MouseEvent } from 'react';
import { SCREENS, type Screen, type ScreenEntry, showScreen, useScreen, useWorkbench } from '#store';
import { classNames, Icon, IconButton } from '#ui';
import { chooseTheme, useTheme } from './theme.ts';

export interface RailProps {
  onKeys: () => void;
}

const ICONS: Readonly<Record<Screen, LucideIcon>> = { map: Waypoints, findings: TriangleAlert, history: History };

/** The screens, and what belongs to the page as a whole. */
export function Rail({ onKeys }: RailProps) {
  return (
    <div className="flex w-[var(--rail-width)] shrink-0 flex-col items-center border-r border-line-2 bg-surface pt-2 pb-2.5">
      <nav aria-label="Screens" className="w-full">
        {SCREENS.map((screen) => (
          <ScreenLink key={screen.id} screen={screen} />
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

function ScreenLink({ screen: { id, name, path, key } }: { screen: ScreenEntry }) {
  const isHere = useScreen() === id;
  const go = (event: MouseEvent) => {
    // Another tab or window is what the browser makes of it.
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    showScreen(id);
  };
  return (
    <a
      href={path}
      aria-current={isHere ? 'page' : undefined}
      title={`${name} (g ${key})`}
      onClick={go}
      className={classNames(
        'ring-inside relative flex h-12 w-full flex-col items-center justify-center gap-0.5 text-rail',
        isHere ? 'font-medium text-text-1' : 'text-text-3 hover:text-text-1',
      )}
    >
      {isHere && <span className="absolute inset-y-1.5 left-0 w-[3px] bg-signal" aria-hidden="true" />}
      <Icon of={ICONS[id]} size={18} />
      {name}
      {id === 'findings' && <FindingsCount />}
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
