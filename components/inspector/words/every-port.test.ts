import { expect, it } from 'vitest';
import { everyPort } from './every-port.ts';

const single = (port: number): [number, number] => [port, port];

it('lists all ports that the short label only counts, by protocol', () => {
  const TCP = Array.from({ length: 50 }, (_, at) => single(1000 + 2 * at));
  const [tcp, udp] = everyPort({ TCP, UDP: [[53, 60]] });
  expect(tcp?.split(', ')).toHaveLength(50);
  expect(tcp).toMatch(/^TCP 1000, 1002, /);
  expect(udp).toBe('UDP 53-60');
});

it('lists nothing where the label says it all', () => {
  expect(everyPort({ TCP: [single(80), single(443)] })).toEqual([]);
  expect(everyPort({})).toEqual([]);
});
