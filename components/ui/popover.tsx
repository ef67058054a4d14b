'use client';
import * as RadixPopover from 'radix-ui/popover';
import type { ReactElement, ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { FLOATING } from './floating.ts';

export interface PopoverProps {
  /** The button that opens it. */
  trigger: ReactElement;
  /** Read aloud as the name of what opens. */
  label: string;
  children: ReactNode;
  align?: 'start' | 'center' | 'end';
  side?: 'top' | 'right' | 'bottom' | 'left';
  className?: string;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
}

export function Popover({ trigger, label, children, align = 'start', side = 'bottom', ...rest }: PopoverProps) {
  return (
    <RadixPopover.Root open={rest.open} onOpenChange={rest.onOpenChange}>
      <RadixPopover.Trigger asChild>{trigger}</RadixPopover.Trigger>
      <RadixPopover.Portal>
        <RadixPopover.Content
          aria-label={label}
          align={align}
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className={classNames(FLOATING, 'p-3.5', rest.className)}
        >
          {children}
        </RadixPopover.Content>
      </RadixPopover.Portal>
    </RadixPopover.Root>
  );
}

/** Wraps the button inside a popover that closes it. */
export const PopoverClose = RadixPopover.Close;
