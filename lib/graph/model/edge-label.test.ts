import { describe, expect, it } from 'vitest';
import { edgeLabel, withoutPorts } from './edge-label.ts';

const ALL = [[1, 65_535]] as const;

describe('labels of lines', () => {
  it.each([
    [{ TCP: ALL, UDP: ALL, SCTP: ALL }, 'any port'],
    [{ UDP: ALL }, 'any UDP'],
    [{ TCP: [[8080, 8080]] }, 'TCP 8080'],
    [{ TCP: [[8000, 8080]] }, 'TCP 8000-8080'],
    [
      {
        TCP: [
          [80, 80],
          [443, 443],
        ],
      },
      'TCP 80, 443',
    ],
    [{ TCP: [[53, 53]], UDP: [[53, 53]] }, 'TCP 53, UDP 53'],
    [
      {
        TCP: [
          [80, 80],
          [443, 443],
        ],
        UDP: [[53, 53]],
      },
      '3 ports',
    ],
    [
      {
        TCP: [
          [80, 80],
          [443, 450],
        ],
        UDP: [[53, 53]],
      },
      '3 port ranges',
    ],
    [{}, ''],
  ] as const)('%j reads %s', (ports, text) => {
    expect(edgeLabel(ports)).toBe(text);
  });
});

describe('ports left over', () => {
  it('are cut out of ranges, protocol by protocol', () => {
    expect(
      withoutPorts(
        { TCP: ALL, UDP: [[53, 53]] },
        {
          TCP: [
            [80, 80],
            [443, 500],
          ],
        },
      ),
    ).toEqual({
      TCP: [
        [1, 79],
        [81, 442],
        [501, 65_535],
      ],
      UDP: [[53, 53]],
    });
    expect(withoutPorts({ TCP: [[80, 90]] }, { TCP: ALL })).toEqual({});
  });
});
