/**
 * The binaries of a real control plane: those in KUBEBUILDER_ASSETS, else built once with the Go toolchain from
 * harness/control-plane into a cache of this user.
 */

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { runChild, wasStopped } from './child.mjs';
import { withLock } from './lock.mjs';
import { inRoot } from './paths.mjs';
import { progress, Refused, Stopped } from './sentence.mjs';

const KUBERNETES = '1.34.3';
const KWOK = 'sigs.k8s.io/kwok/cmd/kwok@v0.8.0';
const LINKED = ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kubectl'];
const NEEDED = [...LINKED, 'kwok'];

/** `{ folder }` that holds all of them, or `{ missing }`, a sentence that says why there is none. */
export async function findControlPlane() {
  const assets = process.env.KUBEBUILDER_ASSETS;
  const lacking = assets ? NEEDED.filter((name) => !existsSync(join(assets, name))) : NEEDED;
  if (assets && lacking.length === 0) return { folder: assets };
  const folder = join(cacheFolder(), hashSources());
  if (isComplete(folder)) return { folder };
  if (spawnSync('go', ['version']).status !== 0) {
    const why = assets ? `KUBEBUILDER_ASSETS lacks ${lacking.join(', ')}` : 'KUBEBUILDER_ASSETS is not set';
    return { missing: `There is no control plane to test against: ${why}, and there is no Go toolchain to build one.` };
  }
  mkdirSync(cacheFolder(), { recursive: true });
  await withLock(`${folder}.lock`, async () => {
    if (!isComplete(folder)) await build(folder);
  });
  return { folder };
}

function isComplete(folder) {
  return NEEDED.every((name) => existsSync(join(folder, name)));
}

function cacheFolder() {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'netpol-studio', 'control-plane');
}

function hashSources() {
  const hash = createHash('sha256').update(`${KUBERNETES} ${KWOK} ${process.platform} ${process.arch}`);
  for (const file of ['go.mod', 'go.sum', 'main.go'])
    hash.update(readFileSync(inRoot(`harness/control-plane/${file}`)));
  return hash.digest('hex').slice(0, 16);
}

/** Whole or not at all: it is built beside its place and moved there. */
async function build(folder) {
  progress('building a control plane with Go (once; six minutes or more, 4 GB of Go caches)');
  const made = mkdtempSync(`${folder}-`);
  try {
    await go(['build', '-trimpath', '-ldflags', linkerFlags(), '-o', join(made, 'control-plane'), '.'], {});
    await go(['install', '-trimpath', '-ldflags', '-s -w', KWOK], { GOBIN: made });
    for (const name of LINKED) symlinkSync('control-plane', join(made, name));
    rmSync(folder, { recursive: true, force: true });
    renameSync(made, folder);
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
}

/** Version checks, kubectl's own among them, refuse a server that does not know its version. */
function linkerFlags() {
  const [major, minor] = KUBERNETES.split('.');
  const version = 'k8s.io/component-base/version';
  const values = [
    `${version}.gitVersion=v${KUBERNETES}`,
    `${version}.gitMajor=${major}`,
    `${version}.gitMinor=${minor}`,
    `k8s.io/client-go/pkg/version.gitVersion=v${KUBERNETES}`,
  ];
  return ['-s', '-w', ...values.map((value) => `-X ${value}`)].join(' ');
}

async function go(args, more) {
  const code = await runChild('go', args, {
    cwd: inRoot('harness/control-plane'),
    env: { ...process.env, CGO_ENABLED: '0', GOFLAGS: '-buildvcs=false', ...more },
    stdio: ['ignore', 2, 2],
  });
  if (wasStopped(code)) throw new Stopped(code);
  if (code !== 0) throw new Refused('The control plane could not be built; Go says why above.');
}
