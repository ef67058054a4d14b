'use client';
import { Dialog, Kbd } from '#ui';
import { KEYS } from './keys.ts';

export interface KeyHelpProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Every key that does something, by where it works. */
export function KeyHelp({ open, onOpenChange }: KeyHelpProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title="Keys" className="w-[620px]">
      <div className="columns-2 gap-8 overflow-y-auto p-5">
        {KEYS.map((group) => (
          <section key={group.where} className="mb-3.5 break-inside-avoid">
            <h3 className="mb-1.5 text-group font-name text-text-3">{group.where}</h3>
            <dl>
              {group.keys.map(({ keys, does }) => (
                <div key={does} className="flex min-h-6 items-center justify-between gap-3 text-list">
                  <dt>{does}</dt>
                  <dd className="flex gap-1">
                    {keys.map((key) => (
                      <Kbd key={key}>{key === '⌘' ? shortcutKey() : key}</Kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <p className="border-t border-line-1 px-5 py-2.5 text-hint text-text-3">
        Single letters rest while a field or the editor has the focus.
      </p>
    </Dialog>
  );
}

function shortcutKey(): string {
  return navigator.userAgent.includes('Mac') ? '⌘' : 'Ctrl';
}
