'use client';
import { describe, type WorkloadId, type WorkloadReach } from '#engine';
import { useWorkbench } from '#store';
import type { Service } from '#stream';
import { ForeignText } from '#ui';
import { everyPort } from '../words/every-port.ts';
import { usePanelReachability } from '../words/use-panel-state.ts';

/** `Service catalog 80 goes to pod port TCP 8080 http.` Policies are about the port of the pod (rule 25). */
export function ServiceSentence({ destination }: { destination: WorkloadReach }) {
  const services = useWorkbench((state) => state.snapshot?.services) ?? [];
  const own = services.filter((service) => leadsTo(service, destination)).slice(0, 2);
  if (own.length === 0) return null;
  return (
    <p className="mt-0.5 text-list text-text-2">
      {own.map((service) => (
        <span key={service.name} className="break-words">
          Service <ForeignText text={service.name} /> {service.ports.map(({ port }) => port).join(', ')} goes to pod
          port <code className="font-mono text-code text-text-1">{targets(service, destination)}</code>.{' '}
        </span>
      ))}
    </p>
  );
}

function leadsTo({ namespace, selector }: Service, { namespace: own, labels }: WorkloadReach): boolean {
  const terms = Object.entries(selector ?? {});
  if (namespace !== own || terms.length === 0) return false;
  return terms.every(([key, value]) => Object.hasOwn(labels, key) && labels[key] === value);
}

/** A target may be a name: the pod says what number it stands for. */
function targets({ ports }: Service, { ports: declared }: WorkloadReach): string {
  const words = ports.map(({ protocol, targetPort }) => {
    const found = declared.find(({ name, port }) => name === targetPort || port === targetPort);
    return `${protocol} ${found?.port ?? targetPort}${found?.name ? ` ${found.name}` : ''}`;
  });
  return [...new Set(words)].join(', ');
}

export interface AdmittedPortsProps {
  source: WorkloadId;
  destination: WorkloadId;
  open: boolean;
}

export function AdmittedPorts({ source, destination, open }: AdmittedPortsProps) {
  const connection = usePanelReachability()?.byRule.find(
    (pair) => pair.source === source && pair.destination === destination,
  );
  if (open) return <p className="mt-0.5 text-list text-text-2">On every port: no policy is on either side.</p>;
  if (!connection) return null;
  const all = everyPort(connection.ports);
  return (
    <>
      <p className="mt-0.5 text-list text-text-2">
        On <code className="font-mono text-code text-allowed">{describe(connection.ports)}</code>
        {connection.partial ? ', for some of the pods' : ''}
        {all.length > 0 ? ':' : '.'}
      </p>
      {all.map((ports) => (
        <p key={ports} className="max-h-32 overflow-y-auto font-mono text-code text-text-2">
          {ports}
        </p>
      ))}
    </>
  );
}
