/** The reader of CIDRs against a second one, which works on written-out digits and shares nothing with it. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatAddress, parseAddress, parseCidr } from './address.ts';
import { readCidr } from './ip-text.ts';

/** `family network/prefix`, the network as binary digits; undefined where the text is no CIDR. */
function naive(text: string): string | undefined {
  const found = /^([0-9a-fA-F:.]+)\/([0-9]+)$/.exec(text);
  if (!found) return undefined;
  const digits = found[1]?.includes(':') ? naive6(found[1]) : naive4(found[1] ?? '');
  const prefix = Number(found[2]);
  if (digits === undefined || prefix > digits.length) return undefined;
  return `${digits.length} ${digits.slice(0, prefix).padEnd(digits.length, '0')}/${prefix}`;
}

function naive4(text: string): string | undefined {
  const found = /^(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(text);
  const octets = found?.slice(1).map(Number);
  if (!octets || octets.some((octet) => octet > 255)) return undefined;
  return octets.map((octet) => octet.toString(2).padStart(8, '0')).join('');
}

function naive6(text: string): string | undefined {
  const [, start = text, last] = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text) ?? [];
  const dotted = last === undefined ? '' : naive4(last);
  if (dotted === undefined) return undefined;
  const room = last === undefined ? 8 : 6;
  // A colon that only parts the groups from the dotted end goes.
  const plain = last === undefined || start.endsWith('::') ? start : start.slice(0, -1);
  if (/:::/.test(plain) || plain.split('::').length > 2) return undefined;
  const [head = '', tail] = plain.split('::');
  const groups = (part: string) => (part === '' ? [] : part.split(':'));
  const [left, right] = [groups(head), groups(tail ?? '')];
  if (![...left, ...right].every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return undefined;
  const missing = room - left.length - right.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  const all = [...left, ...Array.from({ length: missing }, () => '0'), ...right];
  return all.map((group) => Number.parseInt(group, 16).toString(2).padStart(16, '0')).join('') + dotted;
}

const zeros = fc.integer({ min: 0, max: 12 }).map((count) => '0'.repeat(count));
const octet = fc.tuple(zeros, fc.integer({ min: 0, max: 300 })).map(([lead, value]) => `${lead}${value}`);
const ipv4 = fc.array(octet, { minLength: 3, maxLength: 5 }).map((octets) => octets.join('.'));
const group = fc.oneof(fc.constant(''), fc.stringMatching(/^[0-9a-fA-F]{1,5}$/), ipv4);
const ipv6 = fc.array(group, { minLength: 2, maxLength: 9 }).map((groups) => groups.join(':'));
const prefix = fc.tuple(zeros, fc.integer({ min: 0, max: 140 })).map(([lead, value]) => `${lead}${value}`);
const cidr = fc.oneof(
  fc.tuple(fc.oneof(ipv4, ipv6), prefix).map((parts) => parts.join('/')),
  fc.stringMatching(/^[0-9a-f:./]{0,20}$/),
);

test('a CIDR is read, or refused, as by the second reader', () => {
  fc.assert(
    fc.property(cidr, (text) => {
      const read = readCidr(text);
      const bits = read?.family === 4 ? 32 : 128;
      const own = read && `${bits} ${read.network.toString(2).padStart(bits, '0')}/${read.prefix}`;
      expect(own, text).toBe(naive(text));
    }),
    { numRuns: 5_000 },
  );
});

test('what is written of an address reads back as it', () => {
  const address = fc.oneof(
    fc.bigInt(0n, (1n << 32n) - 1n),
    fc.bigInt(0n, (1n << 128n) - 1n).map((low) => (1n << 32n) + low),
  );
  fc.assert(
    fc.property(address, (position) => {
      const text = formatAddress(position);
      const mapped = text.startsWith('::ffff:') && !text.includes('.') && parseAddress(text) !== position;
      if (!mapped) expect(parseAddress(text), text).toBe(position);
    }),
  );
});

test.each(['192.168.0.0/0016', '00000010.0.0.0/8', '010.1.0.0/16', '::ffff:010.0.0.0/0112'])(
  'leading zeros are read as the API server reads them: %s',
  (text) => expect(parseCidr(text)).toEqual(parseCidr(text.replace(/(^|[.:/])0+(?=\d)/g, '$1'))),
);

test.each(['10.0.0.0', '10.0.0/8', '10.0.0.0/33', '::/129', '256.0.0.0/8', '10.0.0.0/ 8', '1:2:3/64'])(
  'what no API server takes is no block: %s',
  (text) => expect(parseCidr(text)).toBeUndefined(),
);
