'use client';
import { ShieldCheck, ShieldOff, ShieldQuestionMark } from 'lucide-react';
import { useWorkbench } from '#store';
import { ENFORCING_ENGINES, type Enforcement } from '#stream';
import { Icon, Popover, TONE_TEXT, type Tone, visibleText } from '#ui';
import { HeaderButton } from './header-cell.tsx';

const LOOKS = {
  enforced: { icon: ShieldCheck, tone: 'good' },
  partly: { icon: ShieldCheck, tone: 'warning' },
  'not-enforced': { icon: ShieldOff, tone: 'bad' },
  unknown: { icon: ShieldQuestionMark, tone: 'unsure' },
} as const satisfies Record<Enforcement['state'], { icon: unknown; tone: Tone }>;

/** Whether what the policies say is in force, and what that rests on. */
export function EnforcementCell() {
  const enforcement = useWorkbench((state) => state.snapshot?.enforcement);
  if (!enforcement) return null;
  const { icon, tone } = LOOKS[enforcement.state];
  const calm = enforcement.state === 'enforced';
  return (
    <Popover
      label="Enforcement"
      className="w-[340px]"
      trigger={
        <HeaderButton
          className="max-w-[250px]"
          icon={<Icon of={icon} size={16} className={`shrink-0 ${TONE_TEXT[tone]}`} />}
          title={<span className={calm ? '' : TONE_TEXT[tone]}>{enforcementWords(enforcement)}</span>}
          detail={visibleText(pluginWords(enforcement))}
        />
      }
    >
      <p className="mb-1.5 text-title font-strong">{enforcementWords(enforcement)}</p>
      <p className="text-list text-text-2">{visibleText(enforcement.because)}</p>
    </Popover>
  );
}

function enforcementWords({ state, hosts }: Enforcement): string {
  const nodes = hosts ? ` on ${hosts.enforcing} of ${hosts.total} ${hosts.total === 1 ? 'node' : 'nodes'}` : '';
  switch (state) {
    case 'enforced':
      return `Enforced${nodes}`;
    case 'partly':
      return hosts ? `Enforced${nodes}` : 'Partly enforced';
    case 'not-enforced':
      return 'Not enforced';
    case 'unknown':
      return 'Enforcement unknown';
  }
}

function pluginWords({ engine, plugin, detail }: Enforcement): string {
  return [plugin ?? ENFORCING_ENGINES[engine].name, detail].filter(Boolean).join(', ');
}
