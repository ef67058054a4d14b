import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sendStatus } from '../testing/fake-api-server.ts';
import { policy } from '../testing/open-test-link.ts';
import { allowWeb, create, previewed, type WriterBench, writerBench } from '../testing/writer-bench.ts';

let bench: WriterBench;
const theirs = { podSelector: {}, policyTypes: ['Egress'], egress: [{}] };
const stored = () => bench.server.get('networkpolicies', 'shop/allow');

beforeEach(async () => {
  bench = await writerBench();
});

afterEach(() => bench.close());

describe('of two who create a policy of one name', () => {
  it('one does, the other is told that it exists, and nothing is merged', async () => {
    const [one, two] = [bench.open(), bench.open()];
    const ids = [await previewed(one, create()), await previewed(two, create('allow', theirs))] as const;
    const answers = await Promise.all([one.apply({ previewId: ids[0] }), two.apply({ previewId: ids[1] })]);
    const outcomes = answers.map(({ writes }) => writes[0]?.outcome);
    expect([...outcomes].sort()).toEqual(['created', 'refused']);
    const refused = answers.find(({ writes }) => writes[0]?.outcome === 'refused');
    expect(refused?.writes[0]?.refusal).toMatchObject({ kind: 'exists', status: 409 });
    expect(stored().spec).toEqual(outcomes[0] === 'created' ? allowWeb : theirs);
  });

  it('the slower one overwrites nothing, also where what is stored cannot be read', async () => {
    const writer = bench.open();
    const previewId = await previewed(writer, create());
    bench.server.put('networkpolicies', policy('allow', theirs));
    bench.server.hook = ({ method, path }, response) => {
      if (method !== 'GET' || !path.includes('networkpolicies')) return false;
      sendStatus(response, 503, 'ServiceUnavailable', 'starting');
      return true;
    };
    const { writes, applyId } = await writer.apply({ previewId, confirmWithinSeconds: 600 });
    expect(writes).toMatchObject([{ outcome: 'refused', refusal: { kind: 'exists' } }]);
    expect(stored().spec).toEqual(theirs);
    await expect(writer.undo({ applyId })).rejects.toMatchObject({ code: 'nothing-to-undo' });
  });
});

describe('what is stored otherwise than it was previewed', () => {
  it('is an alarm that names the fields, and can be undone', async () => {
    const writer = bench.open();
    const previewId = await previewed(writer, create());
    bench.server.hook = ({ method, path, body, query }, response) => {
      if (method !== 'POST' || !path.endsWith('/networkpolicies') || query.has('dryRun')) return false;
      const stored = bench.server.put('networkpolicies', { ...body, spec: { ...body.spec, egress: [{}] } });
      response.writeHead(201, { 'content-type': 'application/json' }).end(JSON.stringify(stored));
      return true;
    };
    const { writes, applyId } = await writer.apply({ previewId });
    expect(writes).toMatchObject([{ outcome: 'created', unlikePreview: ['spec.egress'] }]);
    expect(writer.history()[0]?.writes).toMatchObject([{ unlikePreview: ['spec.egress'] }]);
    bench.server.hook = undefined;
    expect((await writer.undo({ applyId })).writes).toMatchObject([{ outcome: 'deleted' }]);
  });

  it('is none where it was stored as previewed', async () => {
    const writer = bench.open();
    const { writes } = await writer.apply({ previewId: await previewed(writer, create()) });
    expect(writes[0]).not.toHaveProperty('unlikePreview');
  });
});
