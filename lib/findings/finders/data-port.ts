/** Workloads that most likely hold data, told by the ports and names such programs have. A guess, and said as one. */

import type { ContainerPort, Pod, WorkloadReach } from '#engine';

const PORTS: ReadonlySet<number> = new Set([
  1433, 1521, 2379, 3306, 5432, 5984, 6379, 7687, 8086, 9042, 9200, 11211, 26257, 27017,
]);

const NAMES =
  /(^|-)(mysql|mariadb|postgres(ql)?|redis|valkey|mongo(db)?|dynamo(db)?|cassandra|elasticsearch|opensearch|memcached|etcd|clickhouse|cockroach(db)?|couchdb|influxdb|neo4j|db|database)(-|$)/;

/** The port that serves the data; undefined for a workload that holds none, as far as can be seen. */
export function dataPort({
  name,
  ports,
  hostNetwork,
}: Pick<WorkloadReach, 'name' | 'ports' | 'hostNetwork'>): ContainerPort | undefined {
  if (hostNetwork) return undefined;
  const known = ports.find(({ port, protocol }) => protocol === 'TCP' && PORTS.has(port));
  return known ?? (NAMES.test(name) ? ports[0] : undefined);
}

export function isDataStore({ workload, ports, hostNetwork }: Pod): boolean {
  return dataPort({ name: workload.name, ports, hostNetwork }) !== undefined;
}
