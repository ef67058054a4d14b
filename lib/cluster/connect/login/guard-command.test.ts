import { chmodSync, mkdirSync, mkdtempSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { execPolicy } from './exec-policy.ts';
import { guardCommand, type WantedCommand } from './guard-command.ts';

let folder: string;

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'netpol-')));
  vi.stubEnv('PATH', `:.:relative:${join(folder, 'bin')}`);
});

afterEach(() => {
  vi.unstubAllEnvs();
});

function program(path: string): string {
  const absolute = join(folder, path);
  mkdirSync(join(absolute, '..'), { recursive: true });
  writeFileSync(absolute, '#!/bin/sh\n');
  chmodSync(absolute, 0o755);
  return absolute;
}

type Wanted = Partial<WantedCommand> & { readonly command: string };

function guard(wanted: Wanted, allowed: readonly string[] = []) {
  return guardCommand({ args: [], env: {}, directory: folder, ...wanted }, execPolicy(allowed, {}, false));
}

const refusal = (wanted: Wanted, allowed: readonly string[] = []) =>
  guard(wanted, allowed).then(
    () => undefined,
    (error: Error) => error.message,
  );

const AWS = ['eks', 'get-token', '--cluster-name', 'prod', '--region', 'eu-west-1'];
const GUID = '6dae42f8-4368-4678-94ff-3960e28e3630';

describe('a well-known command starts unasked', () => {
  it.each([
    ['aws', AWS, {}],
    ['aws', ['--region', 'eu-west-1', 'eks', 'get-token', '--cluster-name=prod', '--output', 'json'], {}],
    ['aws', [...AWS, '--profile', 'my team', '--role-arn', 'arn:aws:iam::1:role/a/b'], { AWS_PROFILE: 'my team' }],
    ['/usr/local/bin/aws', AWS, { AWS_STS_REGIONAL_ENDPOINTS: 'regional' }],
    ['aws-iam-authenticator', ['token', '-i', 'prod', '-r', 'arn:aws:iam::1:role/a'], { AWS_PROFILE: 'x' }],
    ['gke-gcloud-auth-plugin', [], {}],
    ['kubelogin', ['get-token', '--login', 'azurecli', '--server-id', GUID, '--environment', 'AzurePublicCloud'], {}],
    ['kubelogin', ['get-token', '--oidc-issuer-url=https://id.example', '--oidc-client-id=k', '--oidc-use-pkce'], {}],
    ['kubectl', ['oidc-login', 'get-token', '--oidc-issuer-url=https://id.example', '--oidc-client-id=k'], {}],
    ['doctl', ['kubernetes', 'cluster', 'kubeconfig', 'exec-credential', '--version=v1beta1', GUID], {}],
    ['tsh', ['kube', 'credentials', '--kube-cluster=a', '--teleport-cluster=b', '--proxy=c:443'], {}],
  ])('%s %j', async (command, args, env) => {
    expect(await guard({ command, args, env })).toEqual({ command, args, env });
  });

  it('by the absolute path at which the PATH has it', async () => {
    const command = program('bin/aws');
    expect((await guard({ command, args: AWS })).command).toBe(command);
    expect(await refusal({ command: program('elsewhere/aws'), args: AWS })).toContain('not a known');
  });
});

describe('a well-known command is refused', () => {
  it.each([
    ['aws', ['s3', 'cp', 'a', 'b']],
    ['aws', []],
    ['aws', [...AWS, '--endpoint-url', 'https://evil.example']],
    ['aws', [...AWS, '--ca-bundle', 'evil.pem']],
    ['aws', ['eks', 'get-token', '--cluster-name', 'file:///etc/passwd']],
    ['aws', ['eks', 'get-token', '--cluster-name', '--debug']],
    ['aws', ['eks', 'get-token', '--region', 'evil.example/', '--cluster-name', 'prod']],
    ['aws', ['eks', 'get-token', '--cluster-name']],
    ['aws-iam-authenticator', ['token', '-i', 'prod', '--config', 'evil.yaml']],
    ['gke-gcloud-auth-plugin', ['--evil']],
    ['kubelogin', ['get-token', '--browser-command=evil']],
    ['kubelogin', ['get-token', '--oidc-issuer-url=http://id.example', '--oidc-client-id=k']],
    ['kubelogin', ['get-token', '--listen-address=0.0.0.0:80']],
    ['kubelogin', ['convert-kubeconfig']],
    ['kubectl', ['delete', 'namespaces', '--all']],
    ['tsh', ['ssh', 'host', 'evil']],
  ])('with other arguments: %s %j', async (command, args) => {
    expect(await refusal({ command, args })).toContain('not known to be harmless with these arguments');
  });

  it.each([
    ['AWS_ACCESS_KEY_ID', 'x'],
    ['HTTPS_PROXY', 'http://evil.example'],
    ['AWS_REGION', 'evil.example/'],
    ['constructor', 'x'],
  ])('with a variable that is not known to be harmless: %s', async (name, value) => {
    expect(await refusal({ command: 'aws', args: AWS, env: { [name]: value } })).toContain(`harmless with ${name} set`);
  });
});

describe('what steers a program is refused, also for a command that was allowed', () => {
  it.each([
    'PATH',
    'Path',
    'LD_PRELOAD',
    'LD_LIBRARY_PATH',
    'DYLD_INSERT_LIBRARIES',
    'NODE_OPTIONS',
    'PYTHONPATH',
    'PERL5OPT',
    'RUBYOPT',
    'BASH_ENV',
    'BASH_FUNC_ls%%',
    'ENV',
    'IFS',
    'HOME',
    'XDG_CONFIG_HOME',
    'BROWSER',
    'KUBECONFIG',
    'AWS_CONFIG_FILE',
    'AWS_SHARED_CREDENTIALS_FILE',
    'AWS_CA_BUNDLE',
    'CLOUDSDK_PYTHON',
    'LD_PRELOAD=/tmp/evil.so',
    '',
  ])('%s', async (name) => {
    const wanted = { command: 'mine', env: { [name]: 'SECRET' } };
    expect(await refusal(wanted, ['mine'])).toContain('a kubeconfig may not set');
    expect(await refusal(wanted, ['mine'])).not.toMatch(/SECRET|evil/);
  });
});

describe('a command that the person allows', () => {
  it('by name is the one of the PATH alone', async () => {
    expect(await guard({ command: 'mine', args: ['x'], env: { MINE: '1' } }, ['mine'])).toMatchObject({ args: ['x'] });
    const beside = program('mine');
    expect(await refusal({ command: './mine' }, ['mine'])).toContain(`--allow-exec ${beside} if`);
    const installed = program('bin/mine');
    expect(await refusal({ command: './mine' }, ['mine'])).toContain(`--allow-exec ${beside} if`);
    expect((await guard({ command: installed }, ['mine'])).command).toBe(installed);
  });

  it('by absolute path is the one there, by whatever way it is reached', async () => {
    const beside = program('tools/mine');
    symlinkSync(join(folder, 'tools'), join(folder, 'link'));
    expect((await guard({ command: 'tools/mine' }, [beside])).command).toBe(beside);
    expect((await guard({ command: 'link/mine' }, [beside])).command).toBe(join(folder, 'link/mine'));
    expect(await refusal({ command: 'mine' }, [beside])).toContain('not a known');
  });

  it('is no other command of the same file', async () => {
    const all = program('bin/all-in-one');
    symlinkSync(all, join(folder, 'bin/mine'));
    symlinkSync(all, join(folder, 'bin/other'));
    expect(await refusal({ command: join(folder, 'bin/other') }, ['mine'])).toContain('not a known');
  });

  it('by a relative path is none', async () => {
    program('mine');
    expect(await refusal({ command: './mine' }, ['./mine'])).toContain('not a known');
  });
});

describe('the sentence of a refusal', () => {
  it('names the command, the arguments and the variables, and none of their values', async () => {
    const message = await refusal({
      command: 'curl',
      args: ['--user', 'me:SECRET', '--header=SECRET', '-pSECRET', '-o', 'SECRET'],
      env: { TOKEN: 'SECRET' },
    });
    expect(message).toBe(
      'The kubeconfig wants to run "curl --user [hidden] --header=[hidden] [hidden] -o [hidden]" with TOKEN set to log in, which is not a known credential command; allow it with --allow-exec curl if you trust it.',
    );
  });

  it('cannot move the cursor of a terminal', async () => {
    const message = await refusal({ command: 'evil\u001b[2K\rnetpol-studio: all is well\u202e' });
    expect(message).toContain('evil\\u001b[2K\\u000dnetpol-studio: all is well\\u202e');
    expect(message).not.toMatch(/\p{Cc}|\p{Cf}/u);
  });
});

describe('the kuberc of the person', () => {
  const policyOf = (plugins: Parameters<typeof execPolicy>[1]['plugins'], allowed: readonly string[] = []) =>
    execPolicy(allowed, { path: '/home/me/.kube/kuberc', plugins }, false);
  const aws = { command: 'aws', args: AWS, env: {}, directory: '/' };

  it('may let nothing run, or only what it lists', async () => {
    await expect(guardCommand(aws, policyOf({ policy: 'DenyAll', allowed: [] }))).rejects.toThrow('kuberc lets no');
    await expect(guardCommand(aws, policyOf({ policy: 'Allowlist', allowed: ['x'] }))).rejects.toThrow('does not name');
    await expect(guardCommand(aws, policyOf('unreadable'))).rejects.toThrow('cannot be read');
    await guardCommand(aws, policyOf({ policy: 'Allowlist', allowed: ['aws'] }));
    await guardCommand(aws, policyOf({ policy: 'AllowAll', allowed: [] }));
    await guardCommand(aws, policyOf({ policy: 'DenyAll', allowed: [] }, ['aws']));
  });

  it('opens nothing that is not known by allowing all', async () => {
    const evil = { ...aws, command: 'evil' };
    await expect(guardCommand(evil, policyOf({ policy: 'AllowAll', allowed: [] }))).rejects.toThrow('not a known');
  });
});

it('a pod starts only what was allowed', async () => {
  const aws = { command: 'aws', args: AWS, env: {}, directory: '/' };
  await expect(guardCommand(aws, execPolicy([], {}, true))).rejects.toThrow('only what --allow-exec names');
  await guardCommand(aws, execPolicy(['aws'], {}, true));
});
