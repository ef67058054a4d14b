import type { ReactNode } from 'react';

export interface EmptyStateProps {
  /** What is missing. */
  title: string;
  /** Why, or what would fill it. */
  children?: ReactNode;
  action?: ReactNode;
}

export function EmptyState({ title, children, action }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-start gap-1.5">
      <p className="text-body font-name text-text-1">{title}</p>
      {children && <div className="text-list text-text-2">{children}</div>}
      {action && <div className="mt-1.5">{action}</div>}
    </div>
  );
}
