'use client';
import * as RadixTooltip from 'radix-ui/tooltip';
import type { ReactElement, ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { FLOATING } from './floating.ts';

export interface TooltipProps {
  trigger: ReactElement;
  side?: 'top' | 'right' | 'bottom' | 'left';
  /** Never the only place of what the reader must know. */
  children: ReactNode;
}

export function Tooltip({ trigger, side = 'bottom', children }: TooltipProps) {
  return (
    <RadixTooltip.Provider delayDuration={300}>
      <RadixTooltip.Root>
        <RadixTooltip.Trigger asChild>{trigger}</RadixTooltip.Trigger>
        <RadixTooltip.Portal>
          <RadixTooltip.Content
            side={side}
            sideOffset={6}
            collisionPadding={8}
            className={classNames(FLOATING, 'max-w-72 px-2 py-1 text-hint text-text-2')}
          >
            {children}
          </RadixTooltip.Content>
        </RadixTooltip.Portal>
      </RadixTooltip.Root>
    </RadixTooltip.Provider>
  );
}
