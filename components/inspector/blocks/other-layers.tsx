'use client';
import { useWorkbench } from '#store';
import { Section } from '../panels/panel.tsx';
import { isAws } from './unknown-block.tsx';

/** Network policy is one of several layers that must all allow: what is known of the others. */
export function OtherLayers() {
  const aws = useWorkbench((state) => (state.snapshot ? isAws(state.snapshot) : false));
  return (
    <Section
      title={
        <>
          <span className="tabular text-text-3">3</span> Other layers
        </>
      }
    >
      <dl className="text-list">
        <Layer name="Cluster-wide tiers">not read, cannot tell</Layer>
        <Layer name={aws ? 'Security groups' : 'Firewalls outside'}>not read, cannot tell</Layer>
      </dl>
    </Section>
  );
}

function Layer({ name, children }: { name: string; children: string }) {
  return (
    <div className="flex min-h-[22px] items-center justify-between">
      <dt className="text-text-2">{name}</dt>
      <dd className="text-unknown">{children}</dd>
    </div>
  );
}
