import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { startProduct } from '../harness/product.ts';
import { studioOf } from '../harness/studio.ts';

const STARTER = fileURLToPath(new URL('../bin/start.mjs', import.meta.url));

const NETPOL = fileURLToPath(new URL('../bin/netpol.mjs', import.meta.url));

/** Runs a program to its end. */
function run(program: string, ...flags: string[]): Promise<{ code: number | null; out: string; err: string }> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [program, ...flags], (_, out, err) =>
      resolve({ code: child.exitCode, out, err }),
    );
  });
}

const start = (...flags: string[]) => run(STARTER, ...flags);

const POD = (name: string) =>
  `apiVersion: v1\nkind: Pod\nmetadata: { name: ${name}, namespace: shop }\nspec: { containers: [{ name: c, image: i }] }\n`;
const DENY = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'deny', namespace: 'shop' },
  spec: { podSelector: {} },
};

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
  await state.getByText('Which').click();
  // What is on screen is what the command line says, but for the folder's name.
  const { err } = await run(NETPOL, 'list', folder);
  const said = err
    .trimEnd()
    .split('\n')
    .map((line) => line.replace(`${folder}/`, ''));
  expect(said).toHaveLength(2);
  await expect(state.getByRole('listitem')).toHaveText(said);
  await expect(page.getByText(/kube-system|without pods/)).toHaveCount(0);
  await expect(page.getByRole('banner')).toContainText('no cluster to apply to');
  await expect(page.getByRole('banner')).not.toContainText('Live');
  const write = await request.post(`${product.api}/api/v1/preview`, {
    headers: { authorization: `Bearer ${product.token}`, 'x-netpol-studio': '1' },
    data: { writes: [{ action: 'put', id: 'shop/deny', object: DENY, base: null }], hold: false },
  });
  expect(write.status(), 'there is no such route: a draft of files is never previewed by a server').toBe(404);
  const headers = { authorization: `Bearer ${product.token}` };
  const listed = await request.get(`${product.api}/api/v1/connections?level=pod`, { headers });
  expect((await listed.json()).connections[0]).toMatchObject({ destination: 'shop/till[Pod]' });
  expect(await product.stop()).toBe(0);
});

test('a draft of files is exported, with what goes as a command, and never applied', async ({ page }) => {
  file('app.yaml', `${POD('till')}---\n${JSON.stringify(DENY)}\n`);
  const product = await startProduct(['--manifests', folder]);
  const studio = studioOf(page);
  await studio.open(product.url);
  await page.goto(`${new URL(page.url()).origin}/?select=policy:shop/deny`);
  await page.getByRole('button', { name: 'Draft its removal' }).click();
  const draft = page.getByRole('complementary', { name: 'Draft' });
  await expect(draft).toContainText('Checked here, by no server.');
  await expect(page.getByRole('button', { name: /^(Review|Apply)/ })).toHaveCount(0);
  const download = page.waitForEvent('download');
  await draft.getByRole('button', { name: 'Export YAML' }).click();
  const text = readFileSync(await (await download).path(), 'utf8');
  expect(text).toBe('# kubectl delete networkpolicy deny --namespace shop\n');
  expect(await product.stop()).toBe(0);
});

test('an empty folder is shown as empty: no namespace is made up', async ({ page }) => {
  const product = await startProduct(['--manifests', folder]);
  await page.goto(product.url);
  const state = page.getByRole('region', { name: 'State of the view' });
  await expect(state).toContainText('There is no workload in the files.');
  await expect(state).toContainText('there is no object in it');
  await expect(page.getByText(/kube-|default/)).toHaveCount(0);
  await expect(page.getByRole('banner')).toContainText('All namespaces');
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
