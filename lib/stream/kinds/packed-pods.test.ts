import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Pod } from '#engine';
import type { ClusterSnapshot } from '../cluster-snapshot.ts';
import { readEvent, unpackMessage, writeEvent } from '../event-text.ts';
import type { StreamMessage } from '../message.ts';
import { packPods, unpackPods } from './packed-pods.ts';

const text = fc.oneof(
  fc.string({ maxLength: 6 }),
  fc.constantFrom('web', 'web-1', '-', '=', '__proto__', 'constructor'),
);
const ip = fc.oneof(
  fc.ipV4(),
  fc.ipV6(),
  fc.constantFrom('01.2.3.4', '1.2.3', '1.2.3.4.5', '300.1.1.1', '-1.0.0.0', '1e1.0.0.0', '255.255.255.255', ''),
);
const pod: fc.Arbitrary<Pod> = fc
  .record({
    namespace: text,
    name: fc.oneof(
      text,
      text.map((one) => `web-${one}`),
      text.map((one) => `web-x1-${one}`),
    ),
    labels: fc.oneof(
      fc.dictionary(text, text, { maxKeys: 3, noNullPrototype: true }),
      fc.constant({ 'pod-template-hash': 'x1' }),
    ),
    ips: fc.array(ip, { maxLength: 2 }),
    hostIps: fc.array(ip, { maxLength: 2 }),
    host: fc.option(text, { nil: undefined }),
    hostNetwork: fc.boolean(),
    phase: fc.constantFrom('Pending', 'Running', 'Unknown'),
    ready: fc.boolean(),
    ports: fc.array(fc.record({ name: text, port: fc.nat(65_535), protocol: fc.constantFrom('TCP', 'UDP') }), {
      maxLength: 2,
    }),
    workload: fc.record({ kind: text, name: fc.oneof(text, fc.constant('web')) }),
  })
  .map(({ host, ...rest }) => (host === undefined ? rest : { ...rest, host }) as Pod);

const overTheWire = <T>(value: T): T => JSON.parse(JSON.stringify(value));

test('pods come back as they were, in their order', () => {
  fc.assert(
    fc.property(fc.array(pod, { maxLength: 30 }), (pods) => {
      expect(unpackPods(overTheWire(packPods(pods)))).toEqual(overTheWire(pods));
    }),
    { seed: 7, numRuns: 500 },
  );
});

test('many pods of a snapshot or a change travel packed on a line of their own, few do not, and both come back', () => {
  const [one] = fc.sample(pod, { seed: 7, numRuns: 1 }) as [Pod];
  for (const [count, lines] of [
    [499, 1],
    [500, 2],
  ] as const) {
    const pods = Array.from({ length: count }, (_, at) => ({ ...one, name: `web-${at}` }));
    const snapshot = { epoch: 'e', revision: 1, pods } as unknown as ClusterSnapshot;
    const messages: StreamMessage[] = [
      { type: 'snapshot', snapshot, health: {} as never },
      { type: 'change', epoch: 'e', revision: 2, pods: { set: pods, gone: ['a/b'] } },
    ];
    for (const message of messages) {
      const wire = writeEvent(message);
      expect(wire.split('\n')).toHaveLength(lines);
      expect(unpackMessage(readEvent(wire))).toEqual(overTheWire(message));
    }
  }
});

test('what only some readers need stays unread for the others', () => {
  const pods = Array.from({ length: 500 }, (_, at) => ({
    ...fc.sample(pod, { seed: 7, numRuns: 1 })[0],
    name: `${at}`,
  }));
  const snapshot = { epoch: 'e', revision: 1, pods, policies: [] } as unknown as ClusterSnapshot;
  const read = readEvent(writeEvent({ type: 'snapshot', snapshot, health: {} as never }));
  expect(read).toMatchObject({
    snapshot: { pods: [], policies: [] },
    packed: expect.stringMatching(/^\{"pods":\{"shapes"/),
  });
});

test('uids are not sent', () => {
  const [one] = fc.sample(pod, { seed: 7, numRuns: 1 }) as [Pod];
  expect(JSON.stringify(packPods([{ ...one, uid: 'a-uid' }]))).not.toContain('a-uid');
});
