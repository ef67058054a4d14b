import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Pod } from '#engine';
import type { ClusterSnapshot } from './cluster-snapshot.ts';
import { packMessage, unpackMessage } from './packed-message.ts';
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
    ),
    uid: text,
    labels: fc.dictionary(text, text, { maxKeys: 3, noNullPrototype: true }),
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

test('the pods of a large snapshot are packed, those of a small one are not, and both come back', () => {
  const [one] = fc.sample(pod, { seed: 7, numRuns: 1 }) as [Pod];
  for (const [count, packed] of [
    [1_999, false],
    [2_000, true],
  ] as const) {
    const pods = Array.from({ length: count }, (_, at) => ({ ...one, name: `web-${at}` }));
    const snapshot = { epoch: 'e', revision: 1, pods } as unknown as ClusterSnapshot;
    const message = { type: 'snapshot', snapshot, health: {} as never } as const;
    const wire = packMessage(message);
    expect('packedPods' in wire).toBe(packed);
    expect(unpackMessage(overTheWire(wire))).toEqual(overTheWire(message));
  }
});
