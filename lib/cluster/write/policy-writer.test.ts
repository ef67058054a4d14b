import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PolicyWrite } from '#stream';
import { guardReads } from '../read/rights/guard-reads.ts';
import { sendStatus } from '../testing/fake-api-server.ts';
import { policy } from '../testing/open-test-link.ts';
import { allowWeb, create, previewed, type WriterBench, writerBench } from '../testing/writer-bench.ts';
import { systemClock } from '../time/clock.ts';

let bench: WriterBench;
let server: WriterBench['server'];
let open: WriterBench['open'];
let change: WriterBench['change'];
let baseOf: WriterBench['baseOf'];
let writesSeen: WriterBench['writesSeen'];

beforeEach(async () => {
  bench = await writerBench();
  ({ server, open, change, baseOf, writesSeen } = bench);
});

afterEach(() => bench.close());

describe('a preview', () => {
  it('is the server’s dry-run answer and changes nothing', async () => {
    const answer = await open().preview({ writes: [create()] });
    expect(answer.writes).toMatchObject([{ id: 'shop/allow', outcome: 'create', after: { spec: allowWeb } }]);
    expect(writesSeen()).toEqual([]);
    expect(server.get('networkpolicies', 'shop/allow')).toBeUndefined();
  });

  it('sends the draft’s own JSON, unknown fields and all, strictly, under our field manager', async () => {
    await open().preview({ writes: [create()] });
    await open().preview({ writes: [change()] });
    const how = { fieldManager: 'netpol-studio', fieldValidation: 'Strict', dryRun: 'All' };
    for (const [verb, type] of [
      ['POST', 'application/json'],
      ['PATCH', 'application/apply-patch+yaml'],
    ]) {
      const sent = server.seen.find(({ method, path }) => method === verb && path.includes('networkpolicies'));
      expect(sent?.headers['content-type']).toBe(type);
      expect(Object.fromEntries(sent?.query ?? [])).toEqual(how);
      expect(sent?.body.spec).toEqual(allowWeb);
    }
  });

  it('of a creation is refused where the policy exists', async () => {
    const answer = await open().preview({ writes: [create('deny')] });
    expect(answer.previewId).toBeUndefined();
    expect(answer.writes[0]).toMatchObject({ outcome: 'refused', refusal: { kind: 'exists', status: 409 } });
  });

  it('of a change is refused where somebody changed the policy since the edit began', async () => {
    const write = change();
    server.put('networkpolicies', policy('deny', { podSelector: { matchLabels: { a: 'b' } } }));
    const answer = await open().preview({ writes: [write] });
    expect(answer.writes[0]).toMatchObject({ outcome: 'refused', refusal: { kind: 'changed' } });
    expect(answer.writes[0]?.before?.spec?.podSelector).toEqual({ matchLabels: { a: 'b' } });
  });

  it('of a change stands where only a controller’s bookkeeping moved the version', async () => {
    const writer = open();
    bench.contents.recordVersion(server.get('networkpolicies', 'shop/deny'));
    const write = change();
    const stored = server.get('networkpolicies', 'shop/deny');
    server.put('networkpolicies', {
      ...stored,
      metadata: { ...stored.metadata, finalizers: ['networking.k8s.aws/resources'] },
    });
    expect((await writer.preview({ writes: [write] })).writes[0]?.outcome).toBe('change');
  });

  it('of a change is refused where the policy was deleted, or made anew, meanwhile', async () => {
    const write = change();
    server.remove('networkpolicies', 'shop/deny');
    const writer = open();
    expect((await writer.preview({ writes: [write] })).writes[0]?.refusal?.kind).toBe('changed');
    server.put('networkpolicies', policy('deny'));
    expect((await writer.preview({ writes: [write] })).writes[0]?.refusal?.kind).toBe('changed');
  });

  it('carries the server’s refusal in its own words', async () => {
    server.hook = ({ method, path }, response) => {
      if (method !== 'POST' || !path.endsWith('/networkpolicies')) return false;
      const causes = [{ field: 'spec.policyTypes[0]', reason: 'FieldValueNotSupported', message: 'Unsupported value' }];
      sendStatus(response, 422, 'Invalid', 'it is invalid', { body: { details: { causes } } });
      return true;
    };
    const answer = await open().preview({ writes: [create()] });
    expect(answer.writes[0]?.refusal).toMatchObject({
      kind: 'invalid',
      message: 'it is invalid',
      causes: [{ field: 'spec.policyTypes[0]' }],
    });
  });

  it('of a draft whose name is not that of the policy is refused before anything is sent', async () => {
    const answer = await open().preview({ writes: [{ ...create(), id: 'shop/other' }] });
    expect(answer.writes[0]?.refusal).toMatchObject({ kind: 'invalid', status: 400 });
    expect(server.seen.filter(({ path }) => path.includes('networkpolicies'))).toEqual([]);
  });

  it.each(['shop', 'shop/a/b', '../shop/x', 'shop/..', 'shop/a%2fb', 'shop/a?b', 'shop/a#b', 'sh\rop/a', ''])(
    'of the id %j is no request at all',
    async (id) => {
      await expect(open().preview({ writes: [{ ...create(), id }] })).rejects.toMatchObject({ status: 400 });
      expect(server.seen).toEqual([]);
    },
  );

  it.each([null, undefined, [], 'x', {}, { writes: [] }, { writes: [null] }, { writes: [{ action: 'put' }] }])(
    'asked for by %j is a bad request, and so is an apply, an undo or a keep',
    async (body) => {
      const writer = open();
      await expect(writer.preview(body as never)).rejects.toMatchObject({ code: 'bad-request', status: 400 });
      await expect(writer.apply(body as never)).rejects.toMatchObject({ name: 'WriteProblem' });
      await expect(writer.undo(body as never)).rejects.toMatchObject({ name: 'WriteProblem' });
      await expect(writer.keep(body as never)).rejects.toMatchObject({ name: 'WriteProblem' });
      expect(server.seen).toEqual([]);
    },
  );

  it('names what others manage and the draft leaves out', async () => {
    const stored = server.get('networkpolicies', 'shop/deny');
    const managedFields = [
      {
        manager: 'kubectl-client-side-apply',
        operation: 'Update',
        fieldsV1: { 'f:spec': { 'f:egress': {} }, 'f:metadata': { 'f:labels': { 'f:team': {} } } },
      },
    ];
    server.hook = ({ method }, response) => {
      if (method !== 'PATCH') return false;
      response.writeHead(200, { 'content-type': 'application/json' });
      const labels = { team: 'a' };
      const spec = { ...allowWeb, egress: [{}], policyTypes: ['Ingress'] };
      response.end(JSON.stringify({ ...stored, metadata: { ...stored.metadata, labels, managedFields }, spec }));
      return true;
    };
    const answer = await open().preview({ writes: [change()] });
    expect(answer.writes[0]?.kept).toEqual([
      { field: 'spec.egress', managers: ['kubectl-client-side-apply'] },
      { field: 'metadata.labels[team]', managers: ['kubectl-client-side-apply'] },
    ]);
  });

  it('takes over by itself only what an undo of ours wrote', async () => {
    server.hook = ({ method, query }, response) => {
      if (method !== 'PATCH' || query.has('force')) return false;
      const causes = [
        { reason: 'FieldManagerConflict', field: '.spec.ingress', message: 'conflict with "netpol-studio" using v1' },
      ];
      sendStatus(response, 409, 'Conflict', 'Apply failed', { body: { details: { causes } } });
      return true;
    };
    expect((await open().preview({ writes: [change()] })).writes[0]?.outcome).toBe('change');
  });
});

describe('a preview of a deletion', () => {
  it('deletes nothing, also on a server that reads only the body of the request', async () => {
    const answer = await open().preview({ writes: [{ action: 'delete', id: 'shop/deny', base: baseOf('deny') }] });
    expect(answer.writes[0]?.outcome).toBe('delete');
    expect(server.get('networkpolicies', 'shop/deny')).toBeDefined();
    expect(server.seen.find(({ method }) => method === 'DELETE')?.body.dryRun).toEqual(['All']);
  });
});

describe('an apply', () => {
  it('sends exactly what was previewed, once', async () => {
    const writer = open();
    const previewId = await previewed(writer, create());
    const dry = server.seen.find(({ query }) => query.has('dryRun'));
    const answer = await writer.apply({ previewId });
    expect(answer.writes).toMatchObject([{ id: 'shop/allow', outcome: 'created' }]);
    expect(writesSeen()).toHaveLength(1);
    expect(writesSeen()[0]?.body).toEqual(dry?.body);
    await expect(writer.apply({ previewId })).rejects.toMatchObject({ code: 'preview-unknown', status: 409 });
  });

  it('of a preview older than ten minutes is refused', async () => {
    let now = 0;
    const writer = open({ clock: { ...systemClock, now: () => now } });
    const previewId = await previewed(writer, create());
    now = 601_000;
    await expect(writer.apply({ previewId })).rejects.toMatchObject({ code: 'preview-expired' });
  });

  it('is refused where another cluster answers than at the preview', async () => {
    const writer = open();
    const previewId = await previewed(writer, create());
    server.put('namespaces', { metadata: { name: 'kube-system', uid: 'cluster-2' } });
    await expect(writer.apply({ previewId })).rejects.toMatchObject({ code: 'another-cluster' });
    expect(writesSeen()).toEqual([]);
  });

  it('is refused, and remembered, where another identity is used than at the preview', async () => {
    const writer = open();
    const previewId = await previewed(writer, create());
    server.hook = ({ path }, response) => {
      if (!path.endsWith('/selfsubjectreviews')) return false;
      response.writeHead(201, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ status: { userInfo: { username: 'root' } } }));
      return true;
    };
    await expect(writer.apply({ previewId })).rejects.toMatchObject({ code: 'another-user' });
    expect(writesSeen()).toEqual([]);
    expect(writer.history()).toMatchObject([{ writes: [{ outcome: 'refused' }], undoable: false }]);
  });

  it('does not overwrite what was changed or made after the preview', async () => {
    const writer = open();
    const creation = await previewed(writer, create());
    server.put('networkpolicies', policy('allow'));
    expect((await writer.apply({ previewId: creation })).writes[0]?.refusal?.kind).toBe('exists');
    const update = await previewed(writer, change());
    server.put('networkpolicies', policy('deny', { podSelector: { matchLabels: { x: 'y' } } }));
    expect((await writer.apply({ previewId: update })).writes[0]?.refusal?.kind).toBe('changed');
    expect(server.get('networkpolicies', 'shop/deny').spec).toEqual({ podSelector: { matchLabels: { x: 'y' } } });
  });

  it('goes on where only bookkeeping moved the version after the preview', async () => {
    const writer = open();
    const previewId = await previewed(writer, change());
    const stored = server.get('networkpolicies', 'shop/deny');
    server.put('networkpolicies', { ...stored, metadata: { ...stored.metadata, finalizers: ['x/y'] } });
    expect((await writer.apply({ previewId })).writes[0]?.outcome).toBe('changed');
  });

  it('of several does allowances first, deletions last, and stops at the first failure', async () => {
    server.put('networkpolicies', policy('old', allowWeb));
    const writer = open();
    const remove: PolicyWrite = { action: 'delete', id: 'shop/old', base: baseOf('old') };
    const denyAll = create('deny-all', { podSelector: {}, policyTypes: ['Ingress'] });
    const { previewId = '', writes } = await writer.preview({ writes: [remove, denyAll, create()] });
    expect(writes.map(({ id }) => id)).toEqual(['shop/allow', 'shop/deny-all', 'shop/old']);
    server.hook = ({ method, body, query }, response) => {
      if (method !== 'POST' || body.metadata?.name !== 'deny-all' || query.has('dryRun')) return false;
      sendStatus(response, 403, 'Forbidden', 'no');
      return true;
    };
    const answer = await writer.apply({ previewId });
    expect(answer.writes.map(({ id, outcome }) => [id, outcome])).toEqual([
      ['shop/allow', 'created'],
      ['shop/deny-all', 'refused'],
      ['shop/old', 'skipped'],
    ]);
  });

  it('deletes with the uid and the version it was shown', async () => {
    const writer = open();
    const write: PolicyWrite = { action: 'delete', id: 'shop/deny', base: baseOf('deny') };
    const answer = await writer.apply({ previewId: await previewed(writer, write) });
    expect(answer.writes).toMatchObject([{ outcome: 'deleted' }]);
    expect(writesSeen()[0]?.body.preconditions).toEqual(write.base);
  });
});

describe('a reply that gets lost', () => {
  function loseReply(stored: boolean): void {
    let lost = false;
    server.hook = ({ method, path, query }, response) => {
      if (method !== 'POST' || !path.endsWith('/networkpolicies') || query.has('dryRun') || lost) return false;
      lost = true;
      if (stored) server.put('networkpolicies', policy('allow', allowWeb));
      response.socket?.resetAndDestroy();
      return true;
    };
  }

  it('after the write was stored counts as written, once it was read', async () => {
    const writer = open();
    const previewId = await previewed(writer, create());
    loseReply(true);
    const answer = await writer.apply({ previewId });
    expect(answer.writes).toMatchObject([{ outcome: 'created' }]);
    expect(writesSeen()).toHaveLength(1);
  });

  it('before the write was stored counts as not written, and it is not sent again', async () => {
    const writer = open();
    const previewId = await previewed(writer, create());
    loseReply(false);
    const answer = await writer.apply({ previewId });
    expect(answer.writes).toMatchObject([{ outcome: 'refused', refusal: { kind: 'unreachable' } }]);
    expect(writesSeen()).toHaveLength(1);
  });

  it('is unknown only where reading fails too', async () => {
    const writer = open();
    const previewId = await previewed(writer, create());
    let down = false;
    server.hook = ({ method, query, path }, response) => {
      if (method === 'POST' && path.endsWith('/networkpolicies') && !query.has('dryRun')) down = true;
      if (!down || !path.includes('networkpolicies')) return false;
      response.socket?.resetAndDestroy();
      return true;
    };
    expect((await writer.apply({ previewId })).writes[0]?.outcome).toBe('unknown');
  });
});

describe('read-only', () => {
  it('lets previews through and no write', async () => {
    const writer = open({ readOnly: true });
    const answer = await writer.preview({ writes: [create()] });
    expect(answer).toMatchObject({ writes: [{ outcome: 'create' }] });
    expect(answer.previewId).toBeUndefined();
    await expect(writer.apply({ previewId: 'x' })).rejects.toMatchObject({ code: 'read-only', status: 403 });
    await expect(writer.undo({ applyId: 'x' })).rejects.toMatchObject({ code: 'read-only' });
  });

  it('is guarded below everything else: no request that could change anything leaves', async () => {
    const guarded = guardReads(bench.connection.transport);
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'] as const) {
      await expect(guarded.request({ method, path: '/api/v1/namespaces/shop/pods/x' })).rejects.toMatchObject({
        code: 'read-only',
      });
    }
    const dry = {
      method: 'DELETE',
      path: '/api/v1/namespaces/shop/pods/x',
      query: { dryRun: 'All' },
      body: {},
    } as const;
    await expect(guarded.request(dry)).rejects.toMatchObject({ code: 'read-only' });
    expect(server.seen).toEqual([]);
    const path = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews';
    expect((await guarded.request({ method: 'POST', path, body: {} })).status).toBe(201);
  });
});
