/** A certificate authority that lives as long as one start of the server, and the server certificate it signs. */

import 'reflect-metadata';
import { isIP } from 'node:net';
import {
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';

export interface ServerCertificate {
  /** PEM. */
  readonly authority: string;
  readonly certificate: string;
  readonly key: string;
}

const DAY = 86_400_000;
const KEYS = { name: 'ECDSA', namedCurve: 'P-256' };
const SIGNING = { name: 'ECDSA', hash: 'SHA-256' };
const AUTHORITY = 'CN=netpol-studio demo authority';
const SERVER = 'CN=netpol-studio demo server';

/** Valid for a year from a day before `now`; `hosts` are DNS names and addresses. P-256 keys: made in a millisecond. */
export async function createServerCertificate(hosts: readonly string[], now: number): Promise<ServerCertificate> {
  const [authority, server] = await Promise.all([createKeys(), createKeys()]);
  const valid = { notBefore: new Date(now - DAY), notAfter: new Date(now + 365 * DAY), signingAlgorithm: SIGNING };
  const root = await X509CertificateGenerator.createSelfSigned({
    ...valid,
    name: AUTHORITY,
    keys: authority,
    extensions: [
      new BasicConstraintsExtension(true, undefined, true),
      // Signs certificates, nothing else.
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign, true),
    ],
  });
  const leaf = await X509CertificateGenerator.create({
    ...valid,
    subject: SERVER,
    issuer: AUTHORITY,
    publicKey: server.publicKey,
    signingKey: authority.privateKey,
    extensions: [
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension(
        hosts.map((value) => ({ type: isIP(value) === 0 ? ('dns' as const) : ('ip' as const), value })),
      ),
    ],
  });
  return { authority: root.toString('pem'), certificate: leaf.toString('pem'), key: await keyText(server.privateKey) };
}

function createKeys(): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey(KEYS, true, ['sign', 'verify']);
}

async function keyText(key: CryptoKey): Promise<string> {
  return PemConverter.encode(await crypto.subtle.exportKey('pkcs8', key), PemConverter.PrivateKeyTag);
}
