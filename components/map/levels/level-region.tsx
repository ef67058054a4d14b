'use client';
/** One stop for the Tab key on a level; inside it arrows walk, Enter opens, Backspace goes up, and each thing is spoken. */

import { type KeyboardEvent, type ReactNode, type RefObject, useState } from 'react';
import { useIntents, useWorkbench } from '#store';
import {
  type Arrow,
  describeThing,
  type LevelFrame,
  type LevelThing,
  type MapDetail,
  selectionOfThing,
  thingOf,
  thingTowards,
} from '#workbench';
import { WalkedRegion } from '../controls/walked-region.tsx';
import { GROUP_BY } from './level-controls.tsx';
import type { LevelView } from './level-view.ts';

const ARROWS: Readonly<Record<string, Arrow>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};

const LEVELS: readonly MapDetail[] = ['groups', 'namespaces', 'workloads'];

export interface LevelRegionProps {
  view: RefObject<LevelView | undefined>;
  frame: LevelFrame | undefined;
  /** Opens what the keyboard is on; `up`: closes what is open. */
  onOpen: (thing: LevelThing) => void;
  onUp: () => void;
  children: ReactNode;
}

export function LevelRegion({ view, frame, onOpen, onUp, children }: LevelRegionProps) {
  const [cursor, setCursor] = useState<LevelThing>();
  const selection = useWorkbench((state) => state.selection);
  const { select, setDetail } = useIntents();
  const moveTo = (thing: LevelThing | undefined) => {
    setCursor(thing);
    view.current?.setCursor(thing);
  };
  const step = (by: number) => {
    const next = LEVELS[LEVELS.indexOf(view.current?.shown?.level ?? 'groups') + by];
    if (next !== undefined) setDetail(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const shown = view.current?.shown;
    if (shown === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    const act = actOf(event, shown);
    if (act === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };
  const actOf = (event: KeyboardEvent, shown: LevelFrame): (() => void) | undefined => {
    const arrow = ARROWS[event.key];
    const at = cursor ?? thingOf(selection, shown);
    if (arrow !== undefined) {
      return () => {
        const next = thingTowards(shown, at, arrow, event.shiftKey);
        if (next !== undefined) moveTo(next);
      };
    }
    switch (event.key) {
      case 'Enter':
        return at && (() => onOpen(at));
      case ' ':
        return at && (() => select(selectionOfThing(at)));
      case 'Backspace':
        return onUp;
      case 'Escape':
        return selection === undefined && cursor === undefined
          ? onUp
          : cursor === undefined
            ? undefined
            : () => moveTo(undefined);
      case 'b':
      case 'B':
        return () => document.getElementById(GROUP_BY)?.focus();
      case '[':
        return () => step(-1);
      case ']':
        return () => step(1);
      default:
        return undefined;
    }
  };
  return (
    <WalkedRegion
      hints="Arrow keys walk from place to place, with Shift along the lines. Enter opens, Backspace goes up, Space selects, brackets change the level. The tables below the map hold the same."
      place={cursor === undefined || frame === undefined ? '' : describeThing(frame, cursor)}
      onKeyDown={onKeyDown}
      onLeave={() => moveTo(undefined)}
    >
      {children}
    </WalkedRegion>
  );
}
