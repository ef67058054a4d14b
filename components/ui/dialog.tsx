'use client';
import { X } from 'lucide-react';
import * as RadixDialog from 'radix-ui/dialog';
import type { ReactNode } from 'react';
import { IconButton } from './button.tsx';
import { classNames } from './class-names.ts';

export interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  /** Small line above the title. */
  kicker?: ReactNode;
  /** At the right of the title, before the close button. */
  aside?: ReactNode;
  /** `sheet` fills the height at the right edge, `box` floats in the middle. */
  shape?: 'box' | 'sheet';
  className?: string;
  children: ReactNode;
}

const SHAPES = {
  box: 'top-[12vh] left-1/2 max-h-[76vh] -translate-x-1/2 rounded-plate border',
  sheet: 'inset-y-0 right-0 top-[var(--header-height)] border-l',
} as const;

/** Holds the focus while open; Esc and the cross close it. */
export function Dialog({ open, onOpenChange, title, kicker, aside, shape = 'box', className, children }: DialogProps) {
  return (
    <RadixDialog.Root open={open} onOpenChange={onOpenChange}>
      <RadixDialog.Portal>
        <RadixDialog.Overlay className="fixed inset-0 z-40 bg-backdrop" />
        <RadixDialog.Content
          aria-describedby={undefined}
          className={classNames(
            'fixed z-50 flex max-w-[96vw] flex-col border-line-2 bg-surface shadow-sheet outline-none',
            SHAPES[shape],
            className,
          )}
        >
          <header className="flex items-center gap-3.5 border-b border-line-2 px-3.5 py-2.5">
            <div className="min-w-0 flex-1">
              {kicker && <p className="text-hint text-text-3">{kicker}</p>}
              <RadixDialog.Title className="text-title font-strong">{title}</RadixDialog.Title>
            </div>
            {aside}
            <RadixDialog.Close asChild>
              <IconButton label="Close">
                <X size={16} strokeWidth={1.75} />
              </IconButton>
            </RadixDialog.Close>
          </header>
          {children}
        </RadixDialog.Content>
      </RadixDialog.Portal>
    </RadixDialog.Root>
  );
}
