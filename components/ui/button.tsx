import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import { classNames } from './class-names.ts';

/** `signal` is the one main act of a screen: at most two of them at a time. */
export type ButtonLook = 'plain' | 'signal' | 'quiet';

const LOOKS: Readonly<Record<ButtonLook, string>> = {
  plain: 'border-line-2 bg-raised text-text-1 enabled:hover:border-line-3',
  signal: 'border-signal-edge bg-signal text-on-signal enabled:hover:brightness-105',
  quiet: 'border-transparent text-text-2 enabled:hover:bg-raised enabled:hover:text-text-1',
};

const BASE =
  'inline-flex shrink-0 items-center justify-center gap-1.5 rounded-button border font-name whitespace-nowrap ' +
  'transition-colors duration-[var(--motion-hover-in)] ' +
  'disabled:border-line-2 disabled:bg-transparent disabled:text-text-3';

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: ButtonLook;
  size?: 'small' | 'normal' | 'large';
  /** Stands before the words. */
  icon?: ReactNode;
  ref?: Ref<HTMLButtonElement>;
}

const SIZES = {
  small: 'h-6 px-2 text-hint',
  normal: 'h-[26px] px-2.5 text-body',
  large: 'h-8 px-3.5 text-body',
} as const;

export function Button({ look = 'plain', size = 'normal', icon, className, children, ...rest }: ButtonProps) {
  return (
    <button type="button" className={classNames(BASE, LOOKS[look], SIZES[size], className)} {...rest}>
      {icon}
      {children}
    </button>
  );
}

export interface IconButtonProps extends Omit<ButtonProps, 'icon' | 'size'> {
  /** Read aloud, and shown on hover: an icon alone has no words. */
  label: string;
}

export function IconButton({ label, look = 'quiet', className, children, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      className={classNames(BASE, LOOKS[look], 'size-6 p-0', className)}
      {...rest}
    >
      {children}
    </button>
  );
}

/** Reads like a word in a sentence, acts like a button. */
export function LinkButton({ className, ...rest }: ButtonHTMLAttributes<HTMLButtonElement>) {
  return (
    <button
      type="button"
      className={classNames(
        'rounded-cell text-left text-text-1 underline decoration-line-3 decoration-1 underline-offset-[3px]',
        'hover:decoration-current',
        className,
      )}
      {...rest}
    />
  );
}
