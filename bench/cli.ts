/**
 * The whole process of `netpol list`, from start to exit, on a folder of manifests: one pod, 1,000 and 10,000 of them.
 * One JSON line a figure, the median of several runs. Run by `npm run bench:cli`, which builds first.
 */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { quantile } from './painted.ts';

const RUNS = 7;
const APPS = 20;

const folder = mkdtempSync(join(tmpdir(), 'netpol-bench-'));
try {
  for (const pods of [1, 1_000, 10_000]) {
    const file = join(folder, `${pods}.json`);
    writeFileSync(file, JSON.stringify({ apiVersion: 'v1', kind: 'List', items: manifests(pods) }));
    const times = Array.from({ length: RUNS }, () => list(file));
    const load = Math.round((loadavg()[0] ?? 0) * 10) / 10;
    const value = Math.round(quantile(times, 0.5)) / 1000;
    process.stdout.write(
      `${JSON.stringify({ figure: `netpol list, ${pods} pods, whole process`, value, unit: 's', load })}\n`,
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Milliseconds. */
function list(file: string): number {
  const began = performance.now();
  const { status, stderr } = spawnSync(process.execPath, ['bin/netpol.mjs', 'list', file], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`netpol ended with ${status}: ${stderr}`);
  return performance.now() - began;
}

/** Namespaces of a hundred pods: twenty apps, closed but for what their neighbours need. */
function manifests(pods: number): readonly object[] {
  return Array.from({ length: Math.ceil(pods / 100) }, (_, at) => {
    const namespace = `team-${at}`;
    const own = Array.from({ length: Math.min(100, pods - at * 100) }, (_, number) => pod(namespace, number, at));
    return [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } }, ...own, ...policies(namespace)];
  }).flat();
}

function pod(namespace: string, number: number, at: number): object {
  const app = `app-${number % APPS}`;
  const ports = [{ name: 'http', containerPort: 8080 }];
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      namespace,
      name: `${app}-${number}`,
      labels: { app },
      ownerReferences: [
        { apiVersion: 'apps/v1', kind: 'StatefulSet', name: app, uid: `${namespace}-${app}`, controller: true },
      ],
    },
    spec: { containers: [{ name: 'c', image: 'example.invalid/c', ports }] },
    status: { phase: 'Running', podIP: `10.${at >> 8}.${at & 255}.${number + 1}`, hostIP: '192.168.0.1' },
  };
}

function policies(namespace: string): readonly object[] {
  const policy = (name: string, spec: object) => ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { namespace, name },
    spec,
  });
  return [
    policy('default-deny', { podSelector: {}, policyTypes: ['Ingress'] }),
    ...Array.from({ length: 8 }, (_, app) =>
      policy(`app-${app}`, {
        podSelector: { matchLabels: { app: `app-${app}` } },
        policyTypes: ['Ingress'],
        ingress: [{ from: [{ podSelector: { matchLabels: { app: `app-${app + 1}` } } }], ports: [{ port: 'http' }] }],
      }),
    ),
  ];
}
