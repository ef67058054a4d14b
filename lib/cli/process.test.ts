/** The process itself: what starts it, what it writes where, and how it ends. */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { ensureBundled } from '../../bin/setup/bundles.mjs';
import { seededManifests } from './testing/seeded-manifests.ts';

const ROOT = join(import.meta.dirname, '../..');
const NETPOL = join(ROOT, 'bin/netpol.mjs');
const FIXTURES = join(import.meta.dirname, 'fixtures');
const INPUT = join(FIXTURES, 'explain.yaml');

function started(argv: readonly string[], input = '', node: readonly string[] = [], env = process.env) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...node, NETPOL, ...argv], {
    encoding: 'utf8',
    cwd: FIXTURES,
    env,
    input,
    maxBuffer: 1 << 28,
  });
  return { code: status, out: stdout, err: stderr };
}

/** Without the lines of progress, which a run on a busy machine writes because it takes long. */
function complaints(err: string): string {
  return err.replace(/^netpol: (?!this should not happen).*\n/gm, '');
}

/** As `started`, with the processor time that it took: all of its threads, in milliseconds. */
function measured(argv: readonly string[]) {
  const folder = mkdtempSync(join(tmpdir(), 'netpol-'));
  const file = join(folder, 'cpu');
  const noteCpu = new URL('./testing/note-cpu.mjs', import.meta.url).href;
  const ended = started(argv, '', ['--import', noteCpu], { ...process.env, CPU_TIME_FILE: file });
  const cpuMs = Number(readFileSync(file, 'utf8'));
  rmSync(folder, { recursive: true });
  return { ...ended, cpuMs };
}

// A run from a stale bundle makes it anew and says so.
beforeAll(() => ensureBundled(process.execPath), 60_000);

describe('the process', { timeout: 60_000 }, () => {
  test.each([
    [['list', 'explain.yaml'], 0],
    [['diff', 'explain.yaml', 'explain.yaml'], 0],
    [['diff', 'explain.yaml', 'own-node.yaml'], 1],
    [['check', 'scaled-to-zero.yaml'], 1],
    [['explain', 'explain.yaml', '--from', '1.2.3.4', '--to', 'back/db'], 0],
    [['list', 'missing.yaml'], 2],
    [['diff', 'missing.yaml', 'explain.yaml'], 2],
    [['nothing'], 2],
    [['--help'], 0],
  ])('%j ends with %i', (argv, code) => {
    const ended = started(argv);
    expect(ended.code).toBe(code);
    if (code < 2) expect(complaints(ended.err)).toBe('');
  });

  test('reads standard input, and keeps what is wrong out of the answer', () => {
    const { code, out, err } = started(
      ['list', '-', '--format', 'json'],
      'apiVersion: v1\nkind: Pod\nmetadata: {name: no}\n',
    );
    expect(code).toBe(2);
    expect(JSON.parse(out)).toEqual({ connections: [] });
    expect(complaints(err)).toMatch(/^-:3: json: cannot unmarshal bool into .*\n$/);
  });

  test('reads what the shell pipes into a name, and waits for no pipe in a folder', () => {
    const folder = mkdtempSync(join(tmpdir(), 'netpol-'));
    writeFileSync(
      join(folder, 'pod.yaml'),
      'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: main, image: i}]}\n',
    );
    const pod = 'apiVersion: v1\\nkind: Pod\\nmetadata: {name: b}\\nspec: {containers: [{name: main, image: i}]}\\n';
    const line = `mkfifo "${folder}/never.yaml" && "${process.execPath}" "${NETPOL}" list "${folder}" <(printf '${pod}')`;
    const { status, stdout, stderr } = spawnSync('bash', ['-c', line], { encoding: 'utf8', timeout: 30_000 });
    rmSync(folder, { recursive: true });
    expect({ status, stderr: complaints(stderr) }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('default/a[Pod] => default/b[Pod] : All Connections\n');
  });

  test('ends quietly when nobody reads on', () => {
    const line = `"${process.execPath}" "${NETPOL}" list "${INPUT}" | head -1`;
    const { status, stderr } = spawnSync('sh', ['-c', line], { encoding: 'utf8' });
    expect({ status, stderr: complaints(stderr) }).toEqual({ status: 0, stderr: '' });
  });

  test('starts fast', () => {
    const times = Array.from({ length: 3 }, () => measured(['list', 'explain.yaml']).cpuMs);
    // Of an idle processor 100 ms; one that others use as well is slower, though not by much.
    expect(Math.min(...times)).toBeLessThan(900);
  });

  test.each([
    [1000, 500],
    [2000, 1000],
  ])('lists %i pods of %i workloads at once', (pods, workloads) => {
    const folder = mkdtempSync(join(tmpdir(), 'netpol-'));
    writeFileSync(join(folder, 'cluster.yaml'), seededManifests({ workloads, podsEach: pods / workloads }));
    const { code, out, err, cpuMs } = measured(['list', folder]);
    expect({ code, err: complaints(err) }).toEqual({ code: 0, err: '' });
    expect(out.split('\n').length).toBeGreaterThan(4000);
    rmSync(folder, { recursive: true });
    // A thousand pods take a second of the processor; ten times as many in the square would take a hundred.
    expect(cpuMs).toBeLessThan(5 * pods);
  });
});
