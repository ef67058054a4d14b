import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { startProduct } from '../harness/product.ts';

const STARTER = fileURLToPath(new URL('../bin/start.mjs', import.meta.url));

/** Runs the starter to its end. */
function start(...flags: string[]): Promise<{ code: number | null; out: string; err: string }> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [STARTER, ...flags], (_, out, err) =>
      resolve({ code: child.exitCode, out, err }),
    );
  });
}

let folder = '';
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'netpol-studio-start-'));
});
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

test('what cannot be started is refused in one sentence with exit code 2', async () => {
  const holder = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => holder.once('listening', resolve));
  const address = holder.address();
  const port = String(typeof address === 'object' ? address?.port : 0);
  const cases: [string[], RegExp][] = [
    [['--nonsense'], /Unknown flag --nonsense; --help lists them\.$/m],
    [['--kube-config', 'x'], /Unknown flag --kube-config, did you mean --kubeconfig\? --help lists them\.$/m],
    [['demo'], /Unknown flag demo/],
    [['--port'], /--port needs a value/],
    [['--port', '70000'], /from 0 to 65535/],
    [['--demo', '--kubeconfig', 'x'], /Choose one of/],
    [['--kubeconfig', join(folder, 'none')], /There is no kubeconfig/],
    [['--manifests', join(folder, 'none')], /There is no folder/],
    [['--kubeconfig', file('broken', '{')], /broken/],
    [['--kubeconfig', file('empty', '{}')], /no current context/],
    [['--demo', '--port', port], /Port \d+ is in use/],
  ];
  for (const [flags, sentence] of cases) {
    const { code, out, err } = await start(...flags);
    expect([flags, code, out]).toEqual([flags, 2, '']);
    expect(err).toMatch(sentence);
    expect(err.trimEnd().split('\n')).toHaveLength(1);
  }
  holder.close();
});

test('a name that would move the cursor is written out', async () => {
  const { err } = await start('--kubeconfig', 'a\u001b[2Kb');
  expect(err).toBe('netpol-studio: There is no kubeconfig a\\u001b[2Kb.\n');
});

test('--help explains every flag and starts nothing', async () => {
  const { code, out } = await start('--help');
  expect(code).toBe(0);
  expect(out).toContain('Usage: npm start -- [flags]\n');
  for (const flag of ['demo', 'kubeconfig', 'context', 'manifests', 'read-only', 'port', 'open', 'json']) {
    expect(out).toContain(`--${flag}`);
  }
});

test('a folder of manifests is served, and what is not served of it is said', async ({ page, request }) => {
  file(
    'app.yaml',
    'apiVersion: v1\nkind: Namespace\nmetadata: { name: shop }\n---\napiVersion: v1\nkind: Pod\nmetadata: { name: till, namespace: shop }\nspec: { containers: [{ name: c, image: i }] }\n',
  );
  file(
    'others.yaml',
    'apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\nmetadata: { name: l7, namespace: shop }\nspec: {}\n',
  );
  file('broken.yaml', 'a: [1\n');
  const product = await startProduct(['--manifests', folder]);
  expect(product.mode).toBe('files');
  await page.goto(product.url);
  await expect(page.getByTestId('map-workloads')).toContainText('till');
  const state = page.getByRole('region', { name: 'State of the view' });
  await expect(state).toContainText('1 policy of other kinds is not judged.');
  await expect(state).toContainText('parts of the files are not shown as written');
  await expect(page.getByRole('banner')).toContainText('no cluster to apply to');
  await expect(page.getByRole('banner')).not.toContainText('Live');
  const write = await request.post(`${product.api}/api/v1/preview`, {
    headers: { authorization: `Bearer ${product.token}` },
    data: {},
  });
  expect(write.status(), 'no draft of files is previewed as if it could be applied').toBeGreaterThanOrEqual(400);
  const headers = { authorization: `Bearer ${product.token}` };
  const listed = await request.get(`${product.api}/api/v1/connections?level=pod`, { headers });
  expect((await listed.json()).connections[0]).toMatchObject({ destination: 'shop/till[Pod]' });
  expect(await product.stop()).toBe(0);
});

test('a cluster out of reach is served as what it is: not reached', async ({ request }) => {
  const config = {
    clusters: [{ name: 'c', cluster: { server: 'http://127.0.0.1:9' } }],
    users: [{ name: 'u', user: {} }],
    contexts: [{ name: 'x', context: { cluster: 'c', user: 'u' } }],
    'current-context': 'x',
  };
  const product = await startProduct(['--kubeconfig', file('far', JSON.stringify(config))]);
  const headers = { authorization: `Bearer ${product.token}` };
  const state = await (await request.get(`${product.api}/api/v1/state`, { headers })).json();
  expect(state.kinds.pods).toMatchObject({ count: 0 });
  expect(['connecting', 'reconnecting']).toContain(state.kinds.pods.state);
  expect(await product.stop()).toBe(0);
});
