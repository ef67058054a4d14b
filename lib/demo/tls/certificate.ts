/** A certificate authority that lives as long as one start of the server, and the server certificate it signs. */

import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { isIP } from 'node:net';
import {
  bits,
  boolean,
  explicit,
  flags,
  implicit,
  integer,
  objectId,
  octets,
  sequence,
  set,
  text,
  time,
} from './der.ts';

export interface ServerCertificate {
  /** PEM. */
  readonly authority: string;
  readonly certificate: string;
  readonly key: string;
}

const DAY = 86_400_000;
const ECDSA_SHA256 = '1.2.840.10045.4.3.2';
const COMMON_NAME = '2.5.4.3';
const KEY_USAGE = '2.5.29.15';
const ALT_NAMES = '2.5.29.17';
const BASIC_CONSTRAINTS = '2.5.29.19';
const EXTENDED_KEY_USAGE = '2.5.29.37';
const SERVER_AUTH = '1.3.6.1.5.5.7.3.1';
const AUTHORITY_NAME = 'netpol-studio demo authority';

/** Valid for a year from a day before `now`; `hosts` are DNS names and addresses. P-256 keys: made in a millisecond. */
export function createServerCertificate(hosts: readonly string[], now: number): ServerCertificate {
  const authority = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const server = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const basic = { issuer: AUTHORITY_NAME, signer: authority.privateKey, now };
  const root = certificate({
    ...basic,
    subject: AUTHORITY_NAME,
    publicKey: authority.publicKey,
    extensions: [
      extension(BASIC_CONSTRAINTS, sequence(boolean(true))),
      // Signs certificates, nothing else.
      extension(KEY_USAGE, flags(0x04, 2)),
    ],
  });
  const leaf = certificate({
    ...basic,
    subject: 'netpol-studio demo server',
    publicKey: server.publicKey,
    extensions: [
      extension(KEY_USAGE, flags(0x80, 7)),
      extension(EXTENDED_KEY_USAGE, sequence(objectId(SERVER_AUTH))),
      extension(ALT_NAMES, sequence(...hosts.map(alternativeName))),
    ],
  });
  const key = server.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
  return { authority: pem(root), certificate: pem(leaf), key };
}

interface CertificateParts {
  readonly issuer: string;
  readonly subject: string;
  readonly publicKey: KeyObject;
  readonly signer: KeyObject;
  readonly now: number;
  readonly extensions: readonly Buffer[];
}

function certificate(parts: CertificateParts): Buffer {
  const algorithm = sequence(objectId(ECDSA_SHA256));
  const serial = randomBytes(16);
  serial[0] = (serial[0] ?? 0) & 0x7f || 1;
  const body = sequence(
    explicit(0, integer(Buffer.from([2]))),
    integer(serial),
    algorithm,
    commonName(parts.issuer),
    sequence(time(new Date(parts.now - DAY)), time(new Date(parts.now + 365 * DAY))),
    commonName(parts.subject),
    parts.publicKey.export({ type: 'spki', format: 'der' }) as Buffer,
    explicit(3, sequence(...parts.extensions)),
  );
  return sequence(body, algorithm, bits(sign('sha256', body, parts.signer)));
}

function commonName(name: string): Buffer {
  return sequence(set(sequence(objectId(COMMON_NAME), text(name))));
}

function extension(id: string, value: Buffer): Buffer {
  const isCritical = id === BASIC_CONSTRAINTS || id === KEY_USAGE;
  return sequence(objectId(id), ...(isCritical ? [boolean(true)] : []), octets(value));
}

function alternativeName(host: string): Buffer {
  if (isIP(host) === 4) return implicit(7, Buffer.from(host.split('.').map(Number)));
  if (isIP(host) === 6) return implicit(7, Buffer.concat([Buffer.alloc(15), Buffer.from([1])]));
  return implicit(2, Buffer.from(host, 'ascii'));
}

function pem(bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
