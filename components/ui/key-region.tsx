import type { ComponentProps } from 'react';
import { classNames } from './class-names.ts';

/**
 * A part of the page that takes the keys itself, as a canvas must, which has no elements to go to: one stop for Tab, and
 * what its keys do is told by its name and description.
 */
export function KeyRegion({ className, ...rest }: Omit<ComponentProps<'div'>, 'role' | 'tabIndex'>) {
  return (
    <div
      {...rest}
      role="application"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: ARIA lets an application take the keyboard; the rule knows widgets alone.
      tabIndex={0}
      className={classNames('ring-inside relative overflow-hidden', className)}
    />
  );
}
