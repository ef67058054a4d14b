'use client';
import {
  cloneElement,
  createContext,
  type HTMLAttributes,
  type ReactElement,
  type ReactNode,
  type ToggleEvent,
  useCallback,
  useContext,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react';
import { classNames } from './class-names.ts';
import { type Align, type PanelSide, placeBeside } from './place-beside.ts';

export interface PopoverProps {
  /** The button that opens it. */
  trigger: ReactElement<HTMLAttributes<HTMLElement>>;
  /** Read aloud as the name of what opens. */
  label: string;
  children: ReactNode;
  align?: Align;
  side?: PanelSide;
  className?: string;
}

const PopoverId = createContext('');

/**
 * A panel that floats beside its button. The browser's own popover underneath: it is above everything, Esc and a click
 * elsewhere close it, and the focus goes back to the button. Its content exists only while it is open.
 */
export function Popover({ trigger, label, children, align = 'start', side = 'bottom', className }: PopoverProps) {
  const id = useId();
  const panel = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  const place = useCallback(() => {
    const button = document.querySelector(`[popovertarget="${id}"]:not([popovertargetaction])`);
    if (panel.current && button) placeBeside(panel.current, button, side, align);
  }, [id, side, align]);

  useEffect(() => {
    if (!open || !panel.current) return;
    place();
    // What the content names as its first field, else the panel itself.
    const first = panel.current.querySelector<HTMLElement>('[data-first]') ?? panel.current;
    first.focus({ preventScroll: true });
    // What stands inside may grow, and the window may change.
    const observer = new ResizeObserver(place);
    observer.observe(panel.current);
    addEventListener('resize', place);
    return () => {
      observer.disconnect();
      removeEventListener('resize', place);
    };
  }, [open, place]);

  return (
    <PopoverId value={id}>
      {cloneElement(trigger, {
        popoverTarget: id,
        'aria-haspopup': 'dialog',
        'aria-expanded': open,
      } as HTMLAttributes<HTMLElement>)}
      <div
        ref={panel}
        id={id}
        popover="auto"
        role="dialog"
        aria-label={label}
        tabIndex={-1}
        onToggle={(event: ToggleEvent<HTMLDivElement>) => {
          if (event.target !== event.currentTarget) return;
          setOpen(event.newState === 'open');
          if (event.newState === 'closed') delete event.currentTarget.dataset.placed;
        }}
        className={classNames(
          'fixed inset-auto m-0 max-w-[96vw] overflow-y-auto rounded-plate border border-line-2 bg-overlay p-3.5',
          'invisible text-left text-body text-text-1 shadow-popover outline-none data-placed:visible',
          className,
        )}
      >
        {open && children}
      </div>
    </PopoverId>
  );
}

/** Wraps the button inside a popover that closes it. */
export function PopoverClose({ children }: { children: ReactElement<HTMLAttributes<HTMLElement>> }) {
  const id = useContext(PopoverId);
  return cloneElement(children, { popoverTarget: id, popoverTargetAction: 'hide' } as HTMLAttributes<HTMLElement>);
}
