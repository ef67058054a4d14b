'use client';
import * as RadixMenu from 'radix-ui/dropdown-menu';
import type { ReactElement, ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { FLOATING } from './floating.ts';
import { TONE_TEXT, type Tone } from './tone.ts';

export interface MenuProps {
  trigger: ReactElement;
  align?: 'start' | 'center' | 'end';
  children: ReactNode;
}

export function Menu({ trigger, align = 'start', children }: MenuProps) {
  return (
    <RadixMenu.Root modal={false}>
      <RadixMenu.Trigger asChild>{trigger}</RadixMenu.Trigger>
      <RadixMenu.Portal>
        <RadixMenu.Content align={align} sideOffset={6} collisionPadding={8} className={classNames(FLOATING, 'p-1')}>
          {children}
        </RadixMenu.Content>
      </RadixMenu.Portal>
    </RadixMenu.Root>
  );
}

export interface MenuItemProps {
  onSelect: () => void;
  icon?: ReactNode;
  tone?: Tone;
  disabled?: boolean;
  children: ReactNode;
}

export function MenuItem({ onSelect, icon, tone, disabled, children }: MenuItemProps) {
  return (
    <RadixMenu.Item
      onSelect={onSelect}
      disabled={disabled}
      className={classNames(
        'flex min-h-7 cursor-pointer items-center gap-2 rounded-strip px-2 text-body outline-none',
        'data-disabled:cursor-not-allowed data-disabled:text-text-3',
        'data-highlighted:bg-signal-wash data-highlighted:text-text-1',
        tone && TONE_TEXT[tone],
      )}
    >
      {icon}
      {children}
    </RadixMenu.Item>
  );
}
