import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';

export interface CheckboxProps {
  checked: boolean;
  onChange: (checked: boolean) => void;
  children: ReactNode;
}

/** A row that is on or off. */
export function Checkbox({ checked, onChange, children }: CheckboxProps) {
  return (
    <label className="flex min-h-6 min-w-0 cursor-pointer items-center gap-2 rounded-chip px-1.5 text-list hover:bg-signal-wash has-focus-visible:outline-2 has-focus-visible:outline-signal-ink">
      <input type="checkbox" className="peer sr-only" checked={checked} onChange={(e) => onChange(e.target.checked)} />
      <span className="flex size-3.5 shrink-0 items-center justify-center rounded-cell border border-line-3 text-transparent peer-checked:border-signal-edge peer-checked:bg-signal peer-checked:text-on-signal">
        <Icon of={Check} size={11} />
      </span>
      {children}
    </label>
  );
}
