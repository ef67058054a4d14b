import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { commandOf } from './command.ts';

const COMMAND = fileURLToPath(new URL('../bin/demo-apiserver.mjs', import.meta.url));

const folder = mkdtempSync(join(tmpdir(), 'demo-apiserver-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the command line', () => {
  it.each([
    [[], { port: 0, seed: 'eks-workshop', json: false, help: false }],
    [['--port', '7001', '--json'], { port: 7001, json: true }],
    [['--seed', 'eks-workshop'], { seed: 'eks-workshop' }],
    [['--manifests', 'dir', '--kubeconfig=file'], { seed: { manifests: 'dir' }, kubeconfig: 'file' }],
    [['-h'], { help: true }],
  ])('%j is read', (args, expected) => {
    expect(commandOf(args)).toMatchObject(expected);
  });

  it.each([
    [['--port', 'many'], '--port takes a number from 0 to 65535, not "many".'],
    [['--port', '65536'], '--port takes a number from 0 to 65535, not "65536".'],
    [['--port', '1e3'], '--port takes a number from 0 to 65535, not "1e3".'],
    [['--port='], '--port takes a number from 0 to 65535, not "".'],
    [['--seed', 'other'], 'There is no seed "other"; there is eks-workshop.'],
    [['--seed', 'eks-workshop', '--manifests', 'dir'], 'Choose one of --seed and --manifests.'],
    [['--nothing'], expect.stringContaining('--nothing')],
    [['dir'], expect.stringContaining('dir')],
  ])('%j is refused with a sentence', (args, problem) => {
    expect(commandOf(args)).toEqual({ problem });
  });
});

describe('the process', () => {
  it('serves the demo to kubectl, and leaves nothing behind', async () => {
    const server = spawn(process.execPath, [COMMAND, '--json'], { stdio: ['ignore', 'pipe', 'inherit'] });
    const line = await new Promise<string>((resolve) => createInterface(server.stdout).once('line', resolve));
    const { kubeconfig } = JSON.parse(line) as { kubeconfig: string };
    const names = execFileSync('kubectl', ['--kubeconfig', kubeconfig, 'get', 'deployments', '-A', '-o', 'name']);
    expect(String(names)).toContain('deployment.apps/ui');
    const ended = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(existsSync(kubeconfig)).toBe(false);
  });

  it('takes the kubeconfig along that it was told to write', async () => {
    const path = join(folder, 'config');
    const server = spawn(process.execPath, [COMMAND, '--json', '--kubeconfig', path], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await new Promise((resolve) => createInterface(server.stdout).once('line', resolve));
    expect(existsSync(path)).toBe(true);
    const ended = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGINT');
    expect(await ended).toBe(0);
    expect(existsSync(path)).toBe(false);
  });

  it('leaves a kubeconfig that is there already as it is', () => {
    const path = join(folder, 'precious');
    writeFileSync(path, 'the way to a real cluster');
    const { status, stderr } = spawnSync(process.execPath, [COMMAND, '--kubeconfig', path], { encoding: 'utf8' });
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: `demo-apiserver: ${path} is there already; --kubeconfig takes the name of a new file.\n`,
    });
    expect(readFileSync(path, 'utf8')).toBe('the way to a real cluster');
  });

  it('ends with 2 and a sentence where the folder is absent or the port is taken', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const address = taken.address();
    const port = typeof address === 'object' ? String(address?.port) : '';
    for (const flags of [
      ['--manifests', join(folder, 'absent')],
      ['--port', port],
    ]) {
      const { status, stderr } = spawnSync(process.execPath, [COMMAND, ...flags], { encoding: 'utf8' });
      expect(status).toBe(2);
      expect(stderr).toMatch(/^demo-apiserver: (ENOENT|listen EADDRINUSE).*\n$/);
    }
    taken.close();
  });
});
