import type { LucideIcon } from 'lucide-react';

export interface IconProps {
  of: LucideIcon;
  size?: number;
  className?: string;
}

/** Every icon of the product in one weight. Decoration to a screen reader: the words stand beside it. */
export function Icon({ of: Drawing, size = 14, className = 'shrink-0' }: IconProps) {
  return <Drawing size={size} strokeWidth={1.75} className={className} aria-hidden focusable={false} />;
}
