/** A real Kubernetes control plane on loopback, with three machines that only pretend, for one test run. */

import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { etcdFlags, kwokFlags, managerFlags, schedulerFlags, serverFlags } from './components.ts';
import { writeCredentialFiles } from './credential-files.ts';
import { freePorts } from './free-ports.ts';
import { hosts } from './hosts.ts';
import { createProcesses, type Processes } from './processes.ts';

const EKS_PARTS = fileURLToPath(new URL('eks-parts.yaml', import.meta.url));
const PATIENCE_MS = 90_000;

const run = promisify(execFile);

export interface ControlPlane {
  /** The administrator's. */
  readonly kubeconfig: string;
  /** Where etcd listens, for what only its keeper can do. */
  readonly etcd: string;
  /** Kills the API server and waits until it is back. */
  readonly restartServer: () => Promise<void>;
  /** Runs kubectl as the administrator; rejects with what it printed when it fails. */
  readonly kubectl: (...args: string[]) => Promise<string>;
  /** Ends every program and removes what they wrote. */
  readonly stop: () => Promise<void>;
}

/** `binaries` holds etcd, kube-apiserver, kube-controller-manager, kube-scheduler, kwok and kubectl. */
export async function startControlPlane(binaries: string): Promise<ControlPlane> {
  const folder = mkdtempSync(join(tmpdir(), 'netpol-studio-cluster-'));
  const processes = createProcesses(binaries, folder);
  const stop = async () => {
    await processes.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const [etcd = 0, etcdPeers = 0, server = 0, manager = 0, scheduler = 0] = await freePorts(5);
    const ports = { etcd, etcdPeers, server, manager, scheduler };
    const files = writeCredentialFiles(folder, `https://127.0.0.1:${server}`);
    const kubectl = async (...args: string[]) => {
      const options = { env: { ...process.env, KUBECONFIG: files.admin }, maxBuffer: 64 << 20 };
      return (await run(join(binaries, 'kubectl'), args, options)).stdout;
    };
    processes.start('etcd', etcdFlags(folder, ports));
    processes.start('kube-apiserver', serverFlags(files, ports));
    await until(processes, async () => (await kubectl('get', '--raw', '/readyz')) === 'ok');
    processes.start('kube-controller-manager', managerFlags(files, ports));
    processes.start('kube-scheduler', schedulerFlags(files, ports));
    processes.start('kwok', kwokFlags(files));
    const isReady = async () => (await kubectl('get', '--raw', '/readyz')) === 'ok';
    const restartServer = async () => {
      await processes.restart('kube-apiserver');
      await until(processes, isReady);
    };
    await addHosts(kubectl, folder, processes);
    return { kubeconfig: files.admin, etcd: `http://127.0.0.1:${etcd}`, restartServer, kubectl, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Pods are refused until the controller manager has made the service account that they run as. */
async function addHosts(kubectl: ControlPlane['kubectl'], folder: string, processes: Processes): Promise<void> {
  const file = join(folder, 'hosts.json');
  writeFileSync(file, JSON.stringify(hosts()));
  await kubectl('create', '-f', file);
  for (const namespace of ['default', 'kube-system']) {
    await until(processes, async () => Boolean(await kubectl('get', 'serviceaccount', 'default', '-n', namespace)));
  }
  await kubectl('wait', 'node', '--all', '--for=condition=Ready', '--timeout=90s');
  await kubectl('apply', '-f', EKS_PARTS);
}

/** Asks again until the answer is yes; an error is a no. */
async function until(processes: Processes, question: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + PATIENCE_MS;
  for (;;) {
    processes.check();
    const answer = await question().catch((error: Error) => error);
    if (answer === true) return;
    if (Date.now() > end) throw new Error('The control plane did not become ready.', { cause: answer });
    await sleep(200);
  }
}
