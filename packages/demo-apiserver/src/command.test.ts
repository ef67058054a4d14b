import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { commandOf } from './command.ts';

const COMMAND = fileURLToPath(new URL('../bin/demo-apiserver.mjs', import.meta.url));

describe('the command line', () => {
  it.each([
    [[], { port: 0, json: false, help: false }],
    [['--port', '7001', '--json'], { port: 7001, json: true }],
    [['--manifests', 'dir', '--kubeconfig=file'], { manifests: 'dir', kubeconfig: 'file' }],
    [['-h'], { help: true }],
  ])('%j is read', (args, expected) => {
    expect(commandOf(args)).toMatchObject(expected);
  });

  it.each([[['--port', 'many']], [['--port', '65536']], [['--port=']], [['--nothing']], [['dir']]])(
    '%j is refused with a sentence',
    (args) => {
      expect(commandOf(args)).toEqual({ problem: expect.stringMatching(/\w/) });
    },
  );
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

  it('ends with 2 and a sentence where it cannot start', () => {
    const { status, stderr } = spawnSync(process.execPath, [COMMAND, '--manifests', '/nowhere'], { encoding: 'utf8' });
    expect(status).toBe(2);
    expect(stderr).toMatch(/^demo-apiserver: /);
  });
});
