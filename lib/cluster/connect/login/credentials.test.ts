import { chmodSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { credentialsOf } from './credentials.ts';
import { type ExecPlugin, runPlugin } from './exec-plugin.ts';

const VERSION = 'client.authentication.k8s.io/v1';
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'netpol-'));
});

/** A command that counts its starts in a file and then does what the script says. */
function plugin(script: string, more: Partial<ExecPlugin> = {}): ExecPlugin {
  const command = join(folder, 'plugin.sh');
  writeFileSync(command, `#!/bin/sh\necho started >> ${folder}/starts\n${script}\n`);
  chmodSync(command, 0o755);
  return { command, args: [], env: {}, apiVersion: VERSION, ...more };
}

const starts = () =>
  existsSync(`${folder}/starts`) ? readFileSync(`${folder}/starts`, 'utf8').split('\n').length - 1 : 0;
const printing = (status: object) =>
  `cat <<'END'\n${JSON.stringify({ apiVersion: VERSION, kind: 'ExecCredential', status })}\nEND`;

describe('a credential command', () => {
  it('is started once for many calls at once', async () => {
    const credentials = credentialsOf({ by: 'exec', plugin: plugin(`sleep 0.1\n${printing({ token: 't' })}`) });
    const all = await Promise.all(Array.from({ length: 50 }, () => credentials.get()));
    expect(new Set(all.map(({ authorization }) => authorization))).toEqual(new Set(['Bearer t']));
    expect(starts()).toBe(1);
  });

  it('is started again a minute before what it gave expires', async () => {
    let now = Date.parse('2026-01-01T00:00:00Z');
    const script = printing({ token: 't', expirationTimestamp: '2026-01-01T00:10:00Z' });
    const credentials = credentialsOf({ by: 'exec', plugin: plugin(script) }, () => now);
    await credentials.get();
    now += 8.9 * 60_000;
    await credentials.get();
    expect(starts()).toBe(1);
    now += 12_000;
    await credentials.get();
    expect(starts()).toBe(2);
  });

  it('is started again once, for all, when the server refuses what it gave', async () => {
    const script = `n=$(wc -l < ${folder}/starts)\n${printing({ token: 'N' }).replace("<<'END'", '<<END').replace('"N"', '"token-$n"')}`;
    const credentials = credentialsOf({ by: 'exec', plugin: plugin(script) });
    const refused = await credentials.get();
    expect(await Promise.all([credentials.renew(refused), credentials.renew(refused)])).toEqual([true, true]);
    expect((await credentials.get()).authorization).toMatch(/token-\s*2/);
    expect(starts()).toBe(2);
  });

  it('is told what it is asked for', async () => {
    const script = `printf '%s' "$KUBERNETES_EXEC_INFO" > ${folder}/info\nprintf '%s' "$MINE" > ${folder}/mine\n${printing({ token: 't' })}`;
    await runPlugin(plugin(script, { env: { MINE: 'yes' }, cluster: { server: 'https://x' } }));
    expect(JSON.parse(readFileSync(`${folder}/info`, 'utf8'))).toEqual({
      apiVersion: VERSION,
      kind: 'ExecCredential',
      spec: { interactive: false, cluster: { server: 'https://x' } },
    });
    expect(readFileSync(`${folder}/mine`, 'utf8')).toBe('yes');
  });

  it.each([
    ['hangs', 'exec sleep 30', 'gave no answer'],
    ['fails', 'echo "log in first" >&2; exit 3', 'ended with status 3: log in first'],
    ['prints no JSON', 'echo hello', 'did not print JSON'],
    [
      'prints another version',
      printing({ token: 't' }).replace('/v1"', '/v1beta1"'),
      'did not print an ExecCredential',
    ],
    ['prints no credential', printing({}), 'neither a token nor a certificate'],
    ['never stops printing', 'yes', 'more than 1 MiB'],
  ])('that %s is a sentence with its name', async (_, script, said) => {
    const problem = await runPlugin(plugin(script), undefined, 500).catch((error) => error);
    expect(problem).toMatchObject({ name: 'TransportProblem', code: 'credential' });
    expect(problem.message).toContain('plugin.sh');
    expect(problem.message).toContain(said);
  });

  it('that is not there is said, with the hint of the kubeconfig', async () => {
    const missing = { ...plugin(''), command: 'no-such-command-here', installHint: 'Install\n  it first.' };
    await expect(runPlugin(missing)).rejects.toThrow(/is not in any folder of the PATH\. Install it first\./);
  });

  it('never goes through a shell', async () => {
    const script = `printf '%s' "$1" > ${folder}/argument\n${printing({ token: 't' })}`;
    await runPlugin(plugin(script, { args: ['$(touch /tmp/never); `id`'] }));
    expect(readFileSync(`${folder}/argument`, 'utf8')).toBe('$(touch /tmp/never); `id`');
  });
});

describe('a token file', () => {
  it('is read again when it may have been rotated', async () => {
    let now = 0;
    const path = join(folder, 'token');
    writeFileSync(path, 'one\n');
    const credentials = credentialsOf({ by: 'token-file', path }, () => now);
    expect((await credentials.get()).authorization).toBe('Bearer one');
    writeFileSync(path, 'two\n');
    now += 11_000;
    expect((await credentials.get()).authorization).toBe('Bearer two');
  });

  it('that is gone is a sentence', async () => {
    const credentials = credentialsOf({ by: 'token-file', path: join(folder, 'none') });
    await expect(credentials.get()).rejects.toThrow(/The token file .* cannot be read\./);
  });
});
