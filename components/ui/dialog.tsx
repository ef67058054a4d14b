'use client';
import { X } from 'lucide-react';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { IconButton } from './button.tsx';
import { classNames } from './class-names.ts';
import { Icon } from './icon.tsx';

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
  box: 'mx-auto mt-[12vh] mb-auto max-h-[76vh] rounded-plate border',
  sheet: 'mt-[var(--header-height)] mr-0 ml-auto h-[calc(100dvh-var(--header-height))] max-h-none border-l',
} as const;

/**
 * The browser's own modal dialog: it holds the focus, what is behind it is inert, Esc and the cross close it, and the
 * focus goes back to where it was. Its content exists only while it is open.
 */
export function Dialog({ open, onOpenChange, title, kicker, aside, shape = 'box', className, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const onBackdrop = useRef(false);
  const titleId = useId();
  useEffect(() => {
    if (open && dialog.current && !dialog.current.open) {
      dialog.current.showModal();
      // Else the cross would have it, lit up, before anyone asked for it.
      dialog.current.focus();
    }
    if (!open && dialog.current?.open) dialog.current.close();
  }, [open]);
  return (
    <dialog
      ref={dialog}
      tabIndex={-1}
      aria-labelledby={titleId}
      // Whether Esc may close it is for the caller to say, who may be in the middle of something.
      onCancel={(event) => {
        if (event.target !== dialog.current) return;
        event.preventDefault();
        onOpenChange(false);
      }}
      onClose={() => open && onOpenChange(false)}
      // Pressed and let go on the backdrop, both: a text that is selected from within past the edge is no wish to close.
      onPointerDown={(event) => {
        onBackdrop.current = event.target === dialog.current;
      }}
      onPointerUp={(event) => {
        if (onBackdrop.current && event.target === dialog.current) onOpenChange(false);
      }}
      className={classNames(
        'max-w-[96vw] flex-col border-line-2 bg-surface p-0 text-text-1 shadow-sheet outline-none backdrop:bg-backdrop open:flex',
        SHAPES[shape],
        className,
      )}
    >
      {open && (
        <>
          <header className="flex items-center gap-3.5 border-b border-line-2 px-3.5 py-2.5">
            <div className="min-w-0 flex-1">
              {kicker && <p className="text-hint text-text-3">{kicker}</p>}
              <h2 id={titleId} className="text-title font-strong">
                {title}
              </h2>
            </div>
            {aside}
            <IconButton label="Close (Esc)" onClick={() => onOpenChange(false)}>
              <Icon of={X} size={16} />
            </IconButton>
          </header>
          {children}
        </>
      )}
    </dialog>
  );
}
