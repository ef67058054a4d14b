'use client';
import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { useWorkbench } from '#store';
import type { ClusterInfo } from '#stream';
import { ForeignText, Icon, LongName, Popover } from '#ui';
import { HeaderButton } from './header-cell.tsx';

const MODES: Readonly<Record<ClusterInfo['mode'], string>> = {
  demo: 'Demo cluster, inside Netpol Studio',
  laptop: 'Kubeconfig of this computer',
  files: 'Manifests of a folder, inside Netpol Studio',
};

const TLS: Readonly<Record<ClusterInfo['tls'], string>> = {
  verified: 'Encrypted, certificate checked',
  unverified: 'Encrypted, certificate not checked: anyone on the way can pretend to be this cluster',
  none: 'Not encrypted: anyone on the way can read and change what is sent',
};

/** Which cluster this is, and how it is reached. */
export function ClusterCell() {
  const cluster = useWorkbench((state) => state.snapshot?.cluster);
  if (!cluster) return null;
  return (
    <Popover
      label="Cluster"
      className="w-[380px]"
      trigger={
        <HeaderButton
          className="max-w-[240px]"
          title={<LongName text={cluster.name} className="font-strong" />}
          detail={placeOf(cluster)}
          end={<Icon of={ChevronDown} className="ml-1 shrink-0 text-text-3" />}
        />
      }
    >
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3.5 gap-y-1.5 text-list">
        <Fact name="Source">{MODES[cluster.mode]}</Fact>
        <Fact name="Context">
          <ForeignText text={cluster.context} />
        </Fact>
        <Fact name="Server">
          <ForeignText text={cluster.server} className="font-mono text-code" />
        </Fact>
        <Fact name="Connection">
          <span className={cluster.tls === 'verified' ? undefined : 'text-denied'}>{TLS[cluster.tls]}</span>
        </Fact>
        <Fact name="Kubernetes">{cluster.version ? <ForeignText text={cluster.version} /> : 'not known'}</Fact>
        {cluster.region && <Fact name="Region">{cluster.region}</Fact>}
      </dl>
    </Popover>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-text-3">{name}</dt>
      <dd className="min-w-0 break-words text-text-1">{children}</dd>
    </>
  );
}

function placeOf(cluster: ClusterInfo): string {
  const version = cluster.version ? `Kubernetes ${cluster.version}` : 'version not known';
  return cluster.region ? `${cluster.region}, ${version}` : version;
}
