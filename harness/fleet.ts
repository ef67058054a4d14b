/**
 * Clusters of any size, the same for the same seed: teams with namespaces and workloads, closed by policies as a careful
 * platform team would, with the exceptions that a map must show. Kubernetes objects, as a folder of manifests holds them.
 */

export interface FleetPlan {
  readonly seed: number;
  readonly teams: readonly string[];
  /** Namespaces of each team. */
  readonly namespaces: number;
  /** Least and most workloads of a namespace. */
  readonly workloads: readonly [number, number];
  /** Lines between namespaces that policies admit, a namespace on average. */
  readonly lines: number;
  /** Whether namespaces carry the label `team`. */
  readonly labelled: boolean;
  /** Every how many namespaces one is open to everyone, or shut. */
  readonly openEvery: number;
  readonly shutEvery: number;
  /** Teams whose egress no policy closes. */
  readonly freeEgress: readonly string[];
}

export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly labels?: Record<string, string> };
  readonly spec?: object;
}

const TEAMS = [
  'edge',
  'shop',
  'payments',
  'identity',
  'logistics',
  'platform',
  'data',
  'ml',
  'search',
  'media',
  'support',
  'finance',
];
const PARTS = ['web', 'api', 'db', 'worker', 'cache', 'batch', 'admin', 'events', 'sync', 'mailer', 'export', 'queue'];
const TOPICS = [
  'orders',
  'ledger',
  'checkout',
  'refunds',
  'catalog',
  'login',
  'kafka',
  'vault',
  'tracking',
  'reports',
  'indexer',
  'images',
  'tickets',
];

/** 151 namespaces of 12 teams. */
export const FLEET: FleetPlan = {
  seed: 7,
  teams: TEAMS,
  namespaces: 12,
  workloads: [4, 10],
  lines: 0.9,
  labelled: true,
  openEvery: 16,
  shutEvery: 29,
  freeEgress: ['ml', 'data'],
};

/** 40 namespaces of 8 teams. */
export const SHOP: FleetPlan = {
  ...FLEET,
  seed: 3,
  teams: TEAMS.slice(0, 8),
  namespaces: 5,
  openEvery: 18,
  shutEvery: 37,
};

/** A row of numbers from 0 to 1 that is the same on every machine. */
export function chances(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state >>> 4) / 2 ** 28;
  };
}

interface Place {
  readonly name: string;
  readonly team: string;
  readonly workloads: readonly string[];
}

const ALL = { namespaceSelector: {} };
const of = (name: string) => ({ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } } });
const app = (name: string) => ({ podSelector: { matchLabels: { app: name } } });

/** Team namespaces, and `kube-system`, `monitoring` and `ingress`, which serve all of them. */
export function fleet(plan: FleetPlan): KubeObject[] {
  const next = chances(plan.seed);
  const pick = (count: number) => Math.min(count - 1, Math.floor(next() * count));
  const places = plan.teams.flatMap((team) =>
    Array.from({ length: plan.namespaces }, (_, at): Place => {
      const topic = TOPICS[at % TOPICS.length] ?? 'app';
      const more = at >= TOPICS.length ? `-${Math.floor(at / TOPICS.length)}` : '';
      const [least, most] = plan.workloads;
      const count = least + pick(most - least + 1);
      return { name: `${team}-${topic}${more}`, team, workloads: Array.from({ length: count }, (_, w) => partName(w)) };
    }),
  );
  const services: Place[] = [
    { name: 'kube-system', team: '', workloads: ['coredns', 'metrics-server'] },
    { name: 'monitoring', team: '', workloads: ['prometheus', 'grafana', 'alertmanager'] },
    { name: 'ingress', team: '', workloads: ['controller'] },
  ];
  const objects = [...services, ...places].flatMap((place) => placeObjects(place, plan.labelled));
  for (const [at, place] of places.entries()) objects.push(...policiesOf(place, at, plan));
  objects.push(...ingressPolicies(places.filter((_, at) => at % 7 === 3)));
  const lines = Math.round(plan.lines * places.length);
  for (let line = 0; line < lines; line++) {
    const from = places[pick(places.length)];
    // Most lines stay within the team or go to a neighbour of it.
    const near = next() < 0.6;
    const base = plan.teams.indexOf(from?.team ?? '') + (near ? pick(2) : pick(plan.teams.length));
    const to = places[(base % plan.teams.length) * plan.namespaces + pick(plan.namespaces)];
    if (from && to && from !== to) objects.push(...linePolicies(from, to, line, pick));
  }
  return objects;
}

function partName(at: number): string {
  const part = PARTS[at % PARTS.length] ?? 'app';
  return at < PARTS.length ? part : `${part}-${Math.floor(at / PARTS.length)}`;
}

function placeObjects({ name, team, workloads }: Place, labelled: boolean): KubeObject[] {
  const labels = { 'kubernetes.io/metadata.name': name, ...(labelled && team !== '' && { team }) };
  return [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } },
    ...workloads.map((workload) => ({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: workload, namespace: name, labels: { app: workload } },
      spec: {
        replicas: 1,
        selector: { matchLabels: { app: workload } },
        template: {
          metadata: { labels: { app: workload, ...(name === 'kube-system' && { 'k8s-app': 'kube-dns' }) } },
          spec: { containers: [{ name: 'c', image: 'example.invalid/c', ports: [{ containerPort: 8080 }] }] },
        },
      },
    })),
  ];
}

function policiesOf({ name, team }: Place, at: number, plan: FleetPlan): KubeObject[] {
  const isShut = at % plan.shutEvery === plan.shutEvery - 1;
  const isOpen = !isShut && at % plan.openEvery === plan.openEvery - 1;
  const free = plan.freeEgress.includes(team);
  const own = { podSelector: {} };
  return [
    policy(name, 'default-deny', { podSelector: {}, policyTypes: free ? ['Ingress'] : ['Ingress', 'Egress'] }),
    ...(isShut ? [] : [policy(name, 'scrape', ingress({}, [of('monitoring')]))]),
    ...(isOpen ? [policy(name, 'open-in', ingress({ matchLabels: { app: 'api' } }, [ALL]))] : []),
    policy(name, 'own-in', ingress({ matchLabels: { app: 'db' } }, [own])),
    ...(free || isShut
      ? []
      : [policy(name, 'dns', egress({}, [of('kube-system')])), policy(name, 'own-out', egress({}, [own]))]),
  ];
}

/** The ingress controller reaches the web parts of some namespaces, and the internet reaches it. */
function ingressPolicies(places: readonly Place[]): KubeObject[] {
  const fromInternet = {
    podSelector: {},
    policyTypes: ['Ingress'],
    ingress: [{ from: [{ ipBlock: { cidr: '0.0.0.0/0' } }, of('monitoring')] }],
  };
  return [
    policy('ingress', 'from-internet', fromInternet),
    policy('monitoring', 'closed', { podSelector: {}, policyTypes: ['Ingress'] }),
    ...places.map(({ name }) =>
      policy(name, 'from-ingress', ingress({ matchLabels: { app: 'web' } }, [of('ingress')])),
    ),
  ];
}

function linePolicies(from: Place, to: Place, line: number, pick: (count: number) => number): KubeObject[] {
  const source = from.workloads[pick(from.workloads.length)] ?? '';
  const target = to.workloads[pick(to.workloads.length)] ?? '';
  return [
    policy(
      from.name,
      `to-${to.name}-${line}`,
      egress({ matchLabels: { app: source } }, [{ ...of(to.name), ...app(target) }]),
    ),
    policy(
      to.name,
      `from-${from.name}-${line}`,
      ingress({ matchLabels: { app: target } }, [{ ...of(from.name), ...app(source) }]),
    ),
  ];
}

function ingress(podSelector: object, from: readonly object[]): object {
  return { podSelector, policyTypes: ['Ingress'], ingress: [{ from }] };
}

function egress(podSelector: object, to: readonly object[]): object {
  return { podSelector, policyTypes: ['Egress'], egress: [{ to }] };
}

function policy(namespace: string, name: string, spec: object): KubeObject {
  return { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name, namespace }, spec };
}
