/** What a screen reader says of a thing on a level. */

import { counted, workloadNamespace } from '#engine';
import type { GroupFacts, NamespaceFacts, RailFacts } from '#graph';
import type { LevelThing } from './level-focus.ts';
import type { LevelFrame } from './level-frame.ts';

export function describeThing(frame: LevelFrame, thing: LevelThing): string {
  const { facts } = frame;
  const more = frame.minimum ? ' or more' : '';
  switch (thing.type) {
    case 'group': {
      const group = facts.groups.find(({ id }) => id === thing.id);
      return group ? groupWords(group, more) : thing.id;
    }
    case 'rail': {
      const rail = facts.railFacts.find(({ name }) => name === thing.name);
      return rail ? railWords(rail, more) : thing.name;
    }
    case 'namespace': {
      const namespace = facts.namespaces.get(thing.name);
      return namespace ? namespaceWords(namespace, more) : thing.name;
    }
    case 'workload': {
      const workload = frame.shown?.workloads.find(({ id }) => id === thing.id);
      if (!workload) return thing.id;
      const { name, ingress, egress } = workload;
      return `${name} in ${workloadNamespace(thing.id)}, ${ingress.peers}${more} may come in, it may reach ${egress.peers}${more}`;
    }
  }
}

/** `payments, group, 13 namespaces, 4 groups may come in, it may reach 7, none open, pci-vault shut`. */
function groupWords({ name, namespaces, unread, gates, open, shut }: GroupFacts, more: string): string {
  return [
    name,
    'group',
    `${counted(namespaces.length, 'namespace')}${unread > 0 ? `, ${unread} not read` : ''}`,
    `${counted(gates.ingress.others, 'group')}${more} may come in`,
    `it may reach ${gates.egress.others}${more}`,
    open.length === 0 ? 'none open' : `${open.join(', ')} open to everyone`,
    shut.length === 0 ? 'none shut' : `${shut.join(', ')} shut`,
  ].join(', ');
}

function railWords({ name, side, namespaces, groups, open }: RailFacts, more: string): string {
  const toward = side === 'top' ? 'may reach' : 'may be reached by';
  return `${name}, rail, ${toward} ${counted(namespaces, 'namespace')}${more} in ${counted(groups, 'group')}${open ? ', open to everyone' : ''}`;
}

function namespaceWords(
  { name, workloads, reach, open, shut, unknown, gates, fromIngress }: NamespaceFacts,
  more: string,
): string {
  if (unknown) return `${name}, namespace, not read`;
  return [
    name,
    'namespace',
    counted(workloads, 'workload'),
    shut ? 'shut, nobody may reach it' : `${counted(reach, 'workload')}${more} may reach it`,
    `${counted(gates.ingress.others, 'namespace')}${more} may come in`,
    `it may reach ${gates.egress.others}${more}`,
    ...(open ? ['open to everyone'] : []),
    ...(fromIngress ? ['from ingress'] : []),
  ].join(', ');
}
