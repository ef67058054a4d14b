/**
 * Who probably calls whom, guessed from names, so that a cluster without any policy is laid out as people think of it.
 * A guess only chooses places: it is never drawn and never counted.
 */

import type { WorkloadReach } from '#engine';
import type { PlaceHint } from './map-model.ts';

const ENTRY_WORDS = new Set(['ui', 'web', 'www', 'frontend', 'front', 'gateway', 'ingress', 'portal', 'edge']);

function words(name: string): string[] {
  return name.split(/[^a-z0-9]+/);
}

function isUtility(namespace: string): boolean {
  return namespace.startsWith('kube-');
}

/** `catalog` calls `catalog-mysql`; a namespace of entry workloads (`ui`, `web`) calls the first workload of the others. */
export function nameHints(workloads: readonly WorkloadReach[]): PlaceHint[] {
  const byNamespace = new Map<string, WorkloadReach[]>();
  for (const workload of workloads) {
    if (workload.hostNetwork) continue;
    const list = byNamespace.get(workload.namespace);
    if (list) list.push(workload);
    else byNamespace.set(workload.namespace, [workload]);
  }
  const hints: PlaceHint[] = [];
  for (const members of byNamespace.values()) {
    for (const store of members) {
      const caller = longestPrefix(members, store);
      if (caller) hints.push({ source: caller.id, destination: store.id });
    }
  }
  return [...hints, ...entryHints(byNamespace)];
}

function longestPrefix(members: readonly WorkloadReach[], store: WorkloadReach): WorkloadReach | undefined {
  let best: WorkloadReach | undefined;
  for (const member of members) {
    if (member === store || !store.name.startsWith(`${member.name}-`)) continue;
    if (!best || member.name.length > best.name.length) best = member;
  }
  return best;
}

function entryHints(byNamespace: ReadonlyMap<string, readonly WorkloadReach[]>): PlaceHint[] {
  const names = [...byNamespace.keys()].filter((name) => !isUtility(name));
  const entries = names.filter((name) => words(name).some((word) => ENTRY_WORDS.has(word)));
  const others = names.filter((name) => !entries.includes(name));
  if (entries.length === 0 || entries.length > others.length) return [];
  const hints: PlaceHint[] = [];
  for (const entry of entries) {
    const source = byNamespace.get(entry)?.[0];
    for (const other of others) {
      const destination = firstCalled(byNamespace.get(other) ?? []);
      if (source && destination) hints.push({ source: source.id, destination: destination.id });
    }
  }
  return hints;
}

/** The workload named like its namespace, else the first one that is not the store of another. */
function firstCalled(members: readonly WorkloadReach[]): WorkloadReach | undefined {
  const named = members.find((member) => member.name === member.namespace);
  return named ?? members.find((member) => !longestPrefix(members, member)) ?? members[0];
}
