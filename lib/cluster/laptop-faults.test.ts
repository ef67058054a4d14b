/** Faults of a person's own machine, of what stands between it and the cluster, and of clusters unlike others. */

import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startDemo } from '#demo';
import { connect } from './connect/connection.ts';
import { FakeApiServer, sendStatus } from './testing/fake-api-server.ts';
import {
  openLiveLink,
  openTestLink,
  pod,
  policy,
  seedShop,
  sleep,
  stateOf,
  type TestLink,
  writeKubeconfig,
} from './testing/open-test-link.ts';
import { create, previewed, type WriterBench, writerBench } from './testing/writer-bench.ts';
import { systemClock } from './time/clock.ts';

describe('reading goes on', () => {
  let server: FakeApiServer;
  let test: TestLink | undefined;

  beforeEach(async () => {
    server = await new FakeApiServer().start();
    seedShop(server);
  });

  afterEach(async () => {
    await test?.link.stop();
    test = undefined;
    await server.stop();
  });

  it('for the other kinds while the list of one is slow', async () => {
    server.hook = async ({ path }) => {
      if (path.endsWith('/services')) await sleep(1500);
      return false;
    };
    test = await openTestLink(server);
    const { link, until } = test;
    await until(() => link.current().snapshot !== undefined, 'a snapshot without services', 1400);
    expect(link.current().health.kinds.services.state).toBe('connecting');
    await until(() => test?.held()?.services.length === 1, 'the services in the end');
  });

  it('for the other kinds while one group of the API is down', async () => {
    server.hook = ({ path }, response) => {
      if (!path.startsWith('/apis/batch/')) return false;
      sendStatus(response, 503, 'ServiceUnavailable', 'the server is currently unable to handle the request');
      return true;
    };
    test = await openLiveLink(server);
    expect(test.held()?.pods).toHaveLength(1);
    server.put('pods', pod('web-1-b'));
    await test.until(() => test?.held()?.pods.length === 2, 'changes all the same');
  });

  it('while the clock of the machine is set back or forward', async () => {
    let skew = 0;
    const clock = { ...systemClock, date: () => new Date(Date.now() + skew) };
    test = await openLiveLink(server, { clock });
    skew = -3_600_000;
    await sleep(5500);
    expect(stateOf(test)).toBe('live');
    expect(test.link.current().health.kinds.pods.ageMs).toBeLessThan(60_000);
    skew = 0;
    // Like a sleep: every watch is taken up anew, and all is live again.
    await test.until(() => (test?.log.join() ?? '').includes('woke'), 'the jump is noticed', 7000);
    await test.until(() => test !== undefined && stateOf(test) === 'live', 'live again');
  });

  it('past objects of enormous size, of which little is kept', async () => {
    const big = pod('big');
    server.put('pods', { ...big, metadata: { ...big.metadata, annotations: { note: 'x'.repeat(1_500_000) } } });
    const ports = Array.from({ length: 5000 }, (_, index) => ({ protocol: 'TCP', port: index + 1 }));
    server.put('networkpolicies', policy('many', { podSelector: {}, ingress: [{ ports }] }));
    test = await openLiveLink(server);
    await test.until(() => test?.held()?.pods.length === 2, 'both pods');
    expect(JSON.stringify(test.held()?.pods).length).toBeLessThan(5000);
    expect(
      test.held()?.policies.find(({ metadata }) => metadata.name === 'many')?.spec?.ingress?.[0]?.ports,
    ).toHaveLength(5000);
  });

  it('on servers too old to say who asks', async () => {
    server.hook = ({ path }, response) => {
      if (!path.startsWith('/apis/authentication.k8s.io')) return false;
      sendStatus(response, 404, 'NotFound', 'the server could not find the requested resource');
      return true;
    };
    test = await openTestLink(server);
    await test.until(() => test?.held()?.pods.length === 1, 'a snapshot');
    await sleep(300);
    expect(test.link.current().session.user).toBeUndefined();
  });
});

describe('a cluster', () => {
  it('reached by IPv6 alone is read like any other', async () => {
    const kubeconfigPath = join(mkdtempSync(join(tmpdir(), 'netpol-')), 'kubeconfig');
    const demo = await startDemo({ seed: 'eks-workshop', kubeconfigPath, host: '::1' });
    const { transport, server } = await connect({ kubeconfig: kubeconfigPath });
    expect(server).toMatch(/^https:\/\/\[::1\]:\d+$/);
    expect((await transport.request({ method: 'GET', path: '/version' })).status).toBe(200);
    await transport.close();
    await demo.stop();
  });

  it('behind a SOCKS proxy that is not there is said to be, by name', async () => {
    const config = JSON.parse(new FakeApiServer().kubeconfig());
    config.clusters[0].cluster = { server: 'https://203.0.113.9:6443', 'proxy-url': 'socks5://127.0.0.1:1' };
    const { transport } = await connect({ kubeconfig: writeKubeconfig(JSON.stringify(config)) });
    const problem = await transport.request({ method: 'GET', path: '/version' }).catch((error: Error) => error);
    expect((problem as Error).message).toContain('socks5://127.0.0.1:1');
    await transport.close();
  });
});

describe('writing', () => {
  let bench: WriterBench;

  beforeEach(async () => {
    bench = await writerBench();
  });

  afterEach(() => bench.close());

  it.each([
    [403, 'Forbidden', 'admission webhook "guard.example.com" denied the request: no open policies here'],
    [
      500,
      'InternalError',
      'Internal error occurred: failed calling webhook "guard.example.com": context deadline exceeded',
    ],
    [400, 'BadRequest', 'admission webhook "guard.example.com" does not support dry run'],
  ])('that a webhook stops (%i) is refused in its words, by its name', async (status, reason, message) => {
    bench.server.hook = ({ method }, response) => {
      if (method === 'GET') return false;
      sendStatus(response, status, reason, message);
      return true;
    };
    const answer = await bench.open().preview({ writes: [create()] });
    expect(answer.previewId).toBeUndefined();
    expect(answer.writes[0]).toMatchObject({ outcome: 'refused', refusal: { status, message } });
  });

  it('by two at once: one wins, and the other is told', async () => {
    const [one, two] = [bench.open(), bench.open()];
    const write = (label: string) => bench.change('deny', { podSelector: { matchLabels: { by: label } } });
    const previews = [await previewed(one, write('one')), await previewed(two, write('two'))] as const;
    const first = await one.apply({ previewId: previews[0] });
    const second = await two.apply({ previewId: previews[1] });
    expect([first.writes[0]?.outcome, second.writes[0]?.outcome, second.writes[0]?.refusal?.kind]).toEqual([
      'changed',
      'refused',
      'changed',
    ]);
  });

  it('that no journal would remember is refused before anything is sent, unless the person knows', async () => {
    const log: string[] = [];
    const journalPath = join(mkdtempSync(join(tmpdir(), 'netpol-')), 'journal.jsonl');
    mkdirSync(journalPath);
    const writer = bench.open({ journalPath, log: (_, message) => log.push(message) });
    const preview = () => writer.preview({ writes: [create()] });
    const { previewId = '', unrecorded } = await preview();
    expect(unrecorded).toContain(`The journal ${journalPath} cannot be written`);
    await expect(writer.apply({ previewId })).rejects.toMatchObject({ code: 'not-recorded', status: 507 });
    expect(bench.writesSeen()).toEqual([]);
    const answer = await writer.apply({ previewId: (await preview()).previewId ?? '', unrecorded: true });
    expect(answer.writes).toMatchObject([{ outcome: 'created' }]);
    expect(log.join()).toContain(`The journal ${journalPath} cannot be written`);
    expect(writer.history().map(({ writes }) => writes[0]?.outcome)).toEqual(['created', 'skipped']);
    expect((await writer.undo({ applyId: answer.applyId })).writes).toMatchObject([{ outcome: 'deleted' }]);
  });

  it('that runs is waited for when this program is told to go', async () => {
    const writer = bench.open();
    const previewId = await previewed(writer, create());
    bench.server.hook = async ({ method }) => {
      if (method !== 'GET') await sleep(500);
      return false;
    };
    const applied = writer.apply({ previewId });
    await sleep(50);
    await writer.stop();
    expect(writer.history()).toHaveLength(1);
    expect((await applied).writes[0]?.outcome).toBe('created');
  });
});
