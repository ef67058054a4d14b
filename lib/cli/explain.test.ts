import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { capturedRun } from './testing/captured-run.ts';

const FIXTURES = join(import.meta.dirname, 'fixtures');
const INPUT = join(FIXTURES, 'explain.yaml');
const NOTHING = { isolatedBy: [], admittedBy: [] };

async function explained(from: string, to: string, ...options: string[]) {
  const { out, err, code } = await capturedRun(
    'explain',
    INPUT,
    '--from',
    from,
    '--to',
    to,
    '--format=json',
    ...options,
  );
  expect({ err, code }).toEqual({ err: '', code: 0 });
  return JSON.parse(out) as Record<string, unknown>;
}

describe('explain as JSON', () => {
  test('names every isolating policy and every admitting rule, counted from 0', async () => {
    expect(await explained('front/web[Pod]', 'back/db[Pod]', '--port', '5432')).toMatchObject({
      verdict: 'allowed',
      egress: { isolatedBy: ['front/out'], admittedBy: [{ policy: 'front/out', rule: 0 }] },
      ingress: {
        isolatedBy: ['back/deny', 'back/some'],
        admittedBy: [
          { policy: 'back/some', rule: 1 },
          { policy: 'back/some', rule: 2 },
        ],
      },
    });
  });

  test('an address and a pod of its machine give no reasons', async () => {
    expect(await explained('8.8.8.8', 'back/node[Pod]', '--port', '1')).toEqual({
      verdict: 'allowed',
      egress: NOTHING,
      ingress: NOTHING,
    });
  });

  test('a pod reaches itself, and both directions still give their reasons', async () => {
    expect(await explained('back/db[Pod]', 'back/db[Pod]', '--port', '1')).toMatchObject({
      verdict: 'allowed',
      egress: NOTHING,
      ingress: { isolatedBy: ['back/deny', 'back/some'] },
    });
  });

  test('own node decides both ways, and both directions still give their reasons', async () => {
    const ends = ['--from', 'a/app[Pod]', '--to', '192.168.0.1', '--port', '80', '--format', 'json'];
    const { out } = await capturedRun('explain', join(FIXTURES, 'own-node.yaml'), ...ends);
    const isolated = { isolatedBy: ['a/nothing'], admittedBy: [] };
    expect(JSON.parse(out)).toMatchObject({ verdict: 'allowed', egress: isolated, ingress: NOTHING });
  });

  test.each([
    ['front/web[Pod]', 'back/db[Pod]', 'TCP', '80'],
    ['front/web[Pod]', 'back/db[Pod]', 'UDP', '53'],
    ['8.8.8.8', 'back/db[Pod]', 'TCP', '22'],
    ['front/web[Pod]', '8.8.8.8', 'SCTP', '9'],
  ])('the fix for %s to %s %s %s is valid and admits it', async (from, to, protocol, port) => {
    const asked = ['--port', port, '--protocol', protocol];
    const { verdict, fix } = await explained(from, to, ...asked);
    expect(verdict).toBe('denied');
    const folder = mkdtempSync(join(tmpdir(), 'netpol-'));
    try {
      writeFileSync(join(folder, 'fix.json'), JSON.stringify(fix));
      const ends = ['--from', from, '--to', to, '--format', 'json'];
      const { out, err, code } = await capturedRun('explain', INPUT, folder, ...ends, ...asked);
      expect({ err, code }).toEqual({ err: '', code: 0 });
      expect(JSON.parse(out)).toMatchObject({ verdict: 'allowed' });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('ends', () => {
  test('a name without its kind will do where one has it', async () => {
    expect(await explained('front/web', 'back/db', '--port', '5432')).toMatchObject({ verdict: 'allowed' });
  });

  test('what is not there is bad input', async () => {
    const { code, out, err } = await capturedRun('explain', INPUT, '--from', 'front/wbe', '--to', 'back/db');
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('front/wbe is not in the input');
  });
});

test('as text: verdict, reasons, the nearest rule, and what would admit it', async () => {
  const { out } = await capturedRun('explain', INPUT, '--from', '8.8.8.8', '--to', 'back/db', '--port', '80');
  const [answer, policy] = out.split('\nThis would admit it:\n\n');
  expect(answer?.replace(/^ {4}nearest: back\/some .+\n( {6}\S+: wants .+, has .+\n)+/m, '    (nearest)\n')).toBe(
    `8.8.8.8 => back/db[Pod], TCP 80: denied
  egress: no policy isolates
  ingress: isolated by back/deny, back/some; admitted by no rule
    (nearest)
`,
  );
  expect(policy).toMatch(/^apiVersion: networking\.k8s\.io\/v1\nkind: NetworkPolicy\n/);
});
