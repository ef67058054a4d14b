/**
 * From an event in the cluster to the screen, and a storm of events, one JSON line a figure. Run by
 * `npm run bench:stream`. The embedded cluster runs in this process; the product is started on it as on any other.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium } from '@playwright/test';
import { startDemo } from '#demo';
import { kubeClient } from '../harness/kube-client.ts';
import { launch } from '../harness/launch.ts';
import { startProduct } from '../harness/product.ts';
import { studioOf } from '../harness/studio.ts';
import { quantile, watchPaint } from './painted.ts';
import { benchStorm, type Kind } from './storm.ts';

const EVENTS = Number(process.env.BENCH_EVENTS ?? 100);

const POLICY = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'bench', namespace: 'ui' },
  spec: { podSelector: {}, policyTypes: ['Egress'] },
};

function print(figure: string, value: number, unit: string, goal?: number): void {
  const rounded = Math.round(value * 10) / 10;
  process.stdout.write(
    `${JSON.stringify({ figure, value: rounded, unit, ...(goal === undefined ? {} : { goal }) })}\n`,
  );
}

const folder = mkdtempSync(join(tmpdir(), 'netpol-bench-'));
const kubeconfig = join(folder, 'config');
const demo = await startDemo({ seed: 'eks-workshop', kubeconfigPath: kubeconfig });
const product = await startProduct(['--kubeconfig', kubeconfig]);
try {
  await benchEvents();
  await benchStorm(product, demo, await kindOfPods(), print);
} finally {
  await product.stop();
  await demo.stop();
  rmSync(folder, { recursive: true, force: true });
}

/** A policy comes and goes; counted from the server's answer until the numbers on the map are painted. */
async function benchEvents(): Promise<void> {
  const browser = await chromium.launch(launch.launchOptions);
  try {
    const page = await browser.newPage({ viewport: launch.viewport ?? null });
    const studio = studioOf(page);
    await studio.open(product.url);
    await studio.showsAllowed(90);
    const client = kubeClient(kubeconfig);
    const times: number[] = [];
    for (let event = 0; event < EVENTS; event++) {
      const shown = await watchPaint(page);
      const began = Date.now();
      if (event % 2 === 0) await client.applyPolicy(POLICY);
      else await client.deletePolicy('ui', 'bench');
      times.push((await shown()) - began);
      // Apart by any share of a second: batches must not fall in step with this.
      await sleep(150 + 37 * (event % 11));
    }
    print(`event to screen, p50 of ${EVENTS}`, quantile(times, 0.5), 'ms', 150);
    print(`event to screen, p99 of ${EVENTS}`, quantile(times, 0.99), 'ms', 400);
  } finally {
    await browser.close();
  }
}

/** The store knows kinds; the first event tells which is that of pods. */
async function kindOfPods(): Promise<Kind> {
  const found = new Promise<Kind>((resolve) => {
    const stop = demo.store.subscribe(({ kind }) => {
      if (kind.kind !== 'Pod') return;
      stop();
      resolve(kind);
    });
  });
  await kubeClient(kubeconfig).scale('ui', 'ui', 2);
  return found;
}
