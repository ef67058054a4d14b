/** Ports that the pods at the far end of a rule declare, by number and by name, and the Services that lead to them. */

import { counted, groupBy, type Labels, labelMatcher, type Pod } from '#engine';
import type { TextPlace } from '#manifest';
import { type Completion, NO_COMPLETIONS } from './completion.ts';
import { type LiveThings, podsOf } from './live-things.ts';
import type { Path, TypedPolicy } from './typed-policy.ts';

/** `spec.ingress[0].ports[1]`, and what follows. */
export interface PortPlace {
  readonly rule: Path;
  readonly rest: Path;
}

export function portPlace(path: Path): PortPlace | undefined {
  const [spec, direction, rule, ports, item] = path;
  const isPort = spec === 'spec' && (direction === 'ingress' || direction === 'egress') && ports === 'ports';
  if (!isPort || typeof rule !== 'number' || typeof item !== 'number') return undefined;
  return { rule: path.slice(0, 3), rest: path.slice(5) };
}

export function portWords(
  { rule, rest }: PortPlace,
  place: TextPlace,
  policy: TypedPolicy,
  things: LiveThings,
): readonly Completion[] {
  const [field] = rest;
  const isValue = field === 'port' && place.of === 'value';
  const isWhole = rest.length === 0 && place.of === 'key' && place.mayBreak && isBare(policy, place.path);
  if (!isValue && !isWhole) return NO_COMPLETIONS;
  const protocol = isValue ? policy.valueAt([...place.path.slice(0, -1), 'protocol']) : undefined;
  const declared = declaredPorts(destinationsOf(rule, policy, things), things).filter(
    (port) => typeof protocol !== 'string' || port.protocol === protocol,
  );
  const blanks = ' '.repeat(place.column);
  return declared.map(({ port, name, protocol: of, pods, services }): Completion => {
    const leads = services.length > 0 ? `, behind Service ${services.slice(0, 2).join(', ')}` : '';
    const bound = things.isPart ? 'at least ' : '';
    return {
      label: name ?? String(port),
      detail: `${of}${name === undefined ? '' : ` ${port}`}, of ${bound}${counted(pods, 'pod')}${leads}`,
      kind: 'port',
      text: isValue ? String(name ?? port) : `protocol: ${of}\n${blanks}port: ${name ?? port}`,
    };
  });
}

/** Nothing stands in the entry yet. */
function isBare(policy: TypedPolicy, path: Path): boolean {
  const there = policy.valueAt(path);
  return there === undefined || there === null || typeof there === 'string' || typeof there === 'number';
}

/** A port is always one of the pods that traffic goes to: the subject's for ingress, the peers' for egress. */
function destinationsOf(rule: Path, policy: TypedPolicy, { pods, snapshot }: LiveThings): readonly Pod[] {
  if (rule[1] === 'ingress') {
    const selected = labelMatcher(policy.selectorAt(['spec', 'podSelector']) ?? {});
    return pods.filter(({ namespace, labels }) => namespace === policy.namespace && selected(labels));
  }
  const peers = policy.valueAt([...rule, 'to']);
  if (!Array.isArray(peers) || peers.length === 0) return pods;
  const labelsOf = new Map<string, Labels>(snapshot.namespaces.map(({ name, labels }) => [name, labels]));
  const isPeer = peers.map((_, at) => {
    const path = [...rule, 'to', at];
    const isElsewhere = policy.valueAt([...path, 'namespaceSelector']) != null;
    const inNamespace = labelMatcher(policy.selectorAt([...path, 'namespaceSelector']) ?? {});
    const isPod = labelMatcher(policy.selectorAt([...path, 'podSelector']) ?? {});
    return ({ namespace, labels }: Pod) =>
      (isElsewhere ? inNamespace(labelsOf.get(namespace) ?? {}) : namespace === policy.namespace) && isPod(labels);
  });
  return pods.filter((pod) => isPeer.some((matches) => matches(pod)));
}

interface DeclaredPort {
  readonly port: number;
  readonly name?: string | undefined;
  readonly protocol: string;
  readonly pods: number;
  readonly services: readonly string[];
}

/** By number, and by name where one is declared; what most pods declare comes first. */
function declaredPorts(pods: readonly Pod[], { snapshot }: LiveThings): readonly DeclaredPort[] {
  const all = pods.flatMap((pod) =>
    pod.ports.flatMap(({ port, name, protocol }) => [
      { pod, port, protocol, name: undefined },
      ...(name === undefined ? [] : [{ pod, port, protocol, name }]),
    ]),
  );
  const groups = groupBy(all, ({ port, protocol, name }) => JSON.stringify([port, protocol, name ?? null]));
  const services = snapshot.services.map((service) => ({
    service,
    selects:
      service.selector && Object.keys(service.selector).length > 0 && labelMatcher({ matchLabels: service.selector }),
  }));
  const leadingTo = ({ pod, port, protocol, name }: (typeof all)[number]) =>
    services.flatMap(({ service, selects }) => {
      if (service.namespace !== pod.namespace || !selects || !selects(pod.labels)) return [];
      const found = service.ports.find(
        (each) =>
          each.protocol === protocol && (each.targetPort === port || (name !== undefined && each.targetPort === name)),
      );
      return found ? [`${service.name}:${found.port}`] : [];
    });
  return [...groups.values()]
    .flatMap((of): readonly DeclaredPort[] => {
      const [first] = of;
      if (!first) return [];
      const { port, name, protocol } = first;
      return [
        {
          port,
          name,
          protocol,
          pods: [...new Set(of.map(({ pod }) => pod))].reduce((sum, pod) => sum + podsOf(pod), 0),
          services: [...new Set(leadingTo(first))],
        },
      ];
    })
    .sort((a, b) => b.pods - a.pods || a.port - b.port || (a.name ?? '').localeCompare(b.name ?? '', 'en'));
}
