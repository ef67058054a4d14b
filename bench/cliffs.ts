/**
 * Where time grows faster than the input: shapes that real inputs have, each at four sizes, with the exponent between the
 * first and the last. An exponent far above 1 is a cliff that some input will fall off.
 */

import { createEngine, KUBERNETES, type NetworkPolicy, type Pod, type Snapshot } from '../lib/engine/index.ts';

interface Shape {
  readonly name: string;
  readonly sizes: readonly number[];
  readonly make: (size: number) => Snapshot;
}

function pod(name: string, ip: string, more: Partial<Pod> = {}): Pod {
  const workload = { kind: 'Pod', name };
  const fixed = {
    namespace: 'app',
    hostIps: [],
    hostNetwork: false,
    phase: 'Running',
    ready: true,
    ports: [],
  } as const;
  return { ...fixed, name, labels: { app: name }, ips: [ip], workload, ...more };
}

const address = (first: number, at: number) => `${first}.${(at >> 16) & 255}.${(at >> 8) & 255}.${at & 255}`;
const pods = (count: number) => Array.from({ length: count }, (_, at) => pod(`p${at}`, address(10, at)));
const numbers = (count: number) => Array.from({ length: count }, (_, at) => at);

function world(all: readonly Pod[], ...specs: readonly NetworkPolicy['spec'][]): Snapshot {
  const policies = specs.map((spec, at) => ({ metadata: { namespace: 'app', name: `q${at}` }, ...(spec && { spec }) }));
  return { namespaces: [{ name: 'app', labels: {} }], pods: all, policies };
}

const block = (at: number) => ({ ipBlock: { cidr: `${address(20, at * 512)}/24` } });

function onHosts(count: number): Snapshot {
  const machines = numbers(count).flatMap((at) => {
    const host = { hostNetwork: true, host: `n${at}`, hostIps: [address(172, at)] };
    return numbers(3).map((set) => {
      const workload = { kind: 'DaemonSet', name: `d${set}` };
      return pod(`d${set}-${at}`, address(172, at), { ...host, labels: {}, workload });
    });
  });
  const apps = pods(count * 5).map((one, at) => {
    const workload = { kind: 'Deployment', name: `a${at % 50}` };
    return { ...one, host: `n${at % count}`, hostIps: [address(172, at % count)], labels: {}, workload };
  });
  return world([...machines, ...apps], {
    policyTypes: ['Ingress', 'Egress'],
    ingress: [{ from: [{ podSelector: {} }] }],
  });
}

const SHAPES: readonly Shape[] = [
  {
    name: 'long list of CIDRs, 30 workloads',
    sizes: [500, 1000, 2000, 4000],
    make: (size) => world(pods(30), { policyTypes: ['Egress'], egress: [{ to: numbers(size).map(block) }] }),
  },
  {
    name: 'a rule for each CIDR',
    sizes: [500, 1000, 2000, 4000],
    make: (size) =>
      world(pods(30), { policyTypes: ['Egress'], egress: numbers(size).map((at) => ({ to: [block(at)] })) }),
  },
  {
    name: 'a rule for each peer, in one policy',
    sizes: [500, 1000, 2000, 4000],
    make: (size) =>
      world(pods(100), {
        ingress: numbers(size).map((at) => ({
          from: [{ podSelector: { matchLabels: { app: `p${at % 100}` } } }],
          ports: [{ port: at + 1 }],
        })),
      }),
  },
  { name: 'host DaemonSets, a machine each', sizes: [125, 250, 500, 1000], make: onHosts },
  {
    name: 'alternating ports, 50 pods',
    sizes: [1000, 2000, 4000, 8000],
    make: (size) => world(pods(50), { ingress: [{ ports: numbers(size).map((at) => ({ port: 2 * at + 1 })) }] }),
  },
];

const QUESTIONS = {
  list: (snapshot: Snapshot) => createEngine(snapshot, KUBERNETES).connections('workload').length,
  inspect: (snapshot: Snapshot) => createEngine(snapshot, KUBERNETES).inspect(),
  explain: (snapshot: Snapshot) => {
    const [from, to] = [snapshot.pods.at(-1), snapshot.pods.at(-2)].map((one) => `app/${one?.name}[Pod]`);
    return createEngine(snapshot, KUBERNETES).decide({
      source: from ?? '',
      destination: to ?? '',
      protocol: 'TCP',
      port: 80,
    });
  },
};

function seconds(work: () => unknown): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1e6;
}

for (const { name, sizes, make } of SHAPES) {
  for (const [question, ask] of Object.entries(QUESTIONS)) {
    const times = sizes.map((size) => {
      const snapshot = make(size);
      return seconds(() => ask(snapshot));
    });
    const [first = 1, last = 1] = [times[0], times.at(-1)];
    const [small = 1, large = 1] = [sizes[0], sizes.at(-1)];
    const exponent = Math.log(Math.max(last, 1e-3) / Math.max(first, 1e-3)) / Math.log(large / small);
    const seen = Object.fromEntries(sizes.map((size, at) => [size, Number((times[at] ?? 0).toFixed(3))]));
    process.stdout.write(
      `${JSON.stringify({ shape: name, question, seconds: seen, exponent: Number(exponent.toFixed(2)) })}\n`,
    );
  }
}
