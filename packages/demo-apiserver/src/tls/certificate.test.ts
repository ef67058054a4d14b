import { createPrivateKey, X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import { createServerCertificate } from './certificate.ts';

const NOW = Date.UTC(2026, 5, 1, 12);
const HOSTS = ['127.0.0.1', '::1', 'localhost'];
const SERVER_AUTH = '1.3.6.1.5.5.7.3.1';

function create(now = NOW) {
  const made = createServerCertificate(HOSTS, now);
  return { ...made, root: new X509Certificate(made.authority), leaf: new X509Certificate(made.certificate) };
}

test('the authority signs itself and the server, and nobody else does', () => {
  const { root, leaf } = create();
  expect(root.ca).toBe(true);
  expect(leaf.ca).toBe(false);
  for (const certificate of [root, leaf]) {
    expect(certificate.checkIssued(root)).toBe(true);
    expect(certificate.verify(root.publicKey)).toBe(true);
    expect(certificate.verify(create().root.publicKey)).toBe(false);
  }
});

test('the server is named by every host it was made for and by no other', () => {
  const { leaf } = create();
  expect(leaf.checkIP('127.0.0.1')).toBe('127.0.0.1');
  expect(leaf.checkIP('::1')).toBe('::1');
  expect(leaf.checkHost('localhost')).toBe('localhost');
  expect(leaf.checkIP('127.0.0.2')).toBeUndefined();
  expect(leaf.checkHost('example.com')).toBeUndefined();
  expect(leaf.keyUsage).toEqual([SERVER_AUTH]);
});

test('any address of either family is written as it is meant', () => {
  const { certificate } = createServerCertificate(['10.1.2.3', '2001:db8::1:2', 'kubernetes.default.svc'], NOW);
  const leaf = new X509Certificate(certificate);
  expect(leaf.checkIP('10.1.2.3')).toBeDefined();
  expect(leaf.checkIP('2001:db8::1:2')).toBeDefined();
  expect(leaf.checkHost('kubernetes.default.svc')).toBeDefined();
});

test('both are valid from a day before the start for a year after it, also where years get four digits', () => {
  for (const now of [NOW, Date.UTC(2049, 11, 31, 12)]) {
    const { root, leaf } = create(now);
    for (const { validFromDate, validToDate } of [root, leaf]) {
      expect(validFromDate.getTime()).toBe(now - 86_400_000);
      expect(validToDate.getTime()).toBe(now + 365 * 86_400_000);
    }
  }
});

test('the key belongs to the certificate of the server', () => {
  const { leaf, key, root } = create();
  expect(leaf.checkPrivateKey(createPrivateKey(key))).toBe(true);
  expect(root.checkPrivateKey(createPrivateKey(key))).toBe(false);
});

test('no serial number is used twice, or clients would take one start of the server for another', () => {
  const serials = Array.from({ length: 20 }, () => create()).flatMap(({ root, leaf }) => [
    root.serialNumber,
    leaf.serialNumber,
  ]);
  expect(new Set(serials).size).toBe(serials.length);
});
