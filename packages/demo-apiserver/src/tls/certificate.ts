/** A certificate authority that lives as long as one start of the server, and the server certificate it signs. */

import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign, X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import {
  AlgorithmIdentifier,
  AttributeTypeAndValue,
  AttributeValue,
  AuthorityKeyIdentifier,
  BasicConstraints,
  Certificate,
  ExtendedKeyUsage,
  Extension,
  Extensions,
  GeneralName,
  id_ce_authorityKeyIdentifier,
  id_ce_basicConstraints,
  id_ce_extKeyUsage,
  id_ce_keyUsage,
  id_ce_subjectAltName,
  id_ce_subjectKeyIdentifier,
  id_kp_serverAuth,
  KeyIdentifier,
  KeyUsage,
  KeyUsageFlags,
  Name,
  RelativeDistinguishedName,
  SubjectAlternativeName,
  SubjectKeyIdentifier,
  SubjectPublicKeyInfo,
  TBSCertificate,
  Validity,
  Version,
} from '@peculiar/asn1-x509';

export interface ServerCertificate {
  /** PEM. */
  readonly authority: string;
  readonly certificate: string;
  readonly key: string;
}

const DAY = 86_400_000;
const ECDSA_SHA256 = '1.2.840.10045.4.3.2';
const COMMON_NAME = '2.5.4.3';
const AUTHORITY_NAME = 'demo-apiserver authority';

/** Valid for a year from a day before `now`; `hosts` are DNS names and addresses. P-256 keys: made in a millisecond. */
export function createServerCertificate(hosts: readonly string[], now: number): ServerCertificate {
  const authority = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const server = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const signer = { name: AUTHORITY_NAME, key: authority.privateKey };
  const validity = new Validity({ notBefore: new Date(now - DAY), notAfter: new Date(now + 365 * DAY) });
  const root = certify({ name: AUTHORITY_NAME, key: authority.publicKey }, signer, validity, [
    extension(id_ce_basicConstraints, new BasicConstraints({ cA: true }), 'critical'),
    extension(id_ce_keyUsage, new KeyUsage(KeyUsageFlags.keyCertSign), 'critical'),
    extension(id_ce_subjectKeyIdentifier, new SubjectKeyIdentifier(fingerprint(authority.publicKey))),
  ]);
  const names = hosts.map((host) => new GeneralName(isIP(host) === 0 ? { dNSName: host } : { iPAddress: host }));
  const signerKey = new KeyIdentifier(fingerprint(authority.publicKey));
  const leaf = certify({ name: 'demo-apiserver', key: server.publicKey }, signer, validity, [
    extension(id_ce_keyUsage, new KeyUsage(KeyUsageFlags.digitalSignature), 'critical'),
    extension(id_ce_extKeyUsage, new ExtendedKeyUsage([id_kp_serverAuth])),
    extension(id_ce_subjectAltName, new SubjectAlternativeName(names)),
    // Clients that check strictly, Python's from 3.13 on among them, refuse a certificate that does not name its signer's key.
    extension(id_ce_authorityKeyIdentifier, new AuthorityKeyIdentifier({ keyIdentifier: signerKey })),
  ]);
  const key = server.privateKey.export({ type: 'pkcs8', format: 'pem' });
  return { authority: root, certificate: leaf, key: key.toString() };
}

/** Who a certificate speaks of, or who signs it. */
interface Party {
  readonly name: string;
  readonly key: KeyObject;
}

/** PEM. */
function certify(subject: Party, signer: Party, validity: Validity, extensions: readonly Extension[]): string {
  const algorithm = new AlgorithmIdentifier({ algorithm: ECDSA_SHA256 });
  const body = new TBSCertificate({
    version: Version.v3,
    serialNumber: serialNumber(),
    signature: algorithm,
    issuer: commonName(signer.name),
    validity,
    subject: commonName(subject.name),
    subjectPublicKeyInfo: AsnConvert.parse(publicKeyInfo(subject.key), SubjectPublicKeyInfo),
    extensions: new Extensions([...extensions]),
  });
  const signature = sign('sha256', Buffer.from(AsnConvert.serialize(body)), signer.key);
  const certificate = new Certificate({
    tbsCertificate: body,
    signatureAlgorithm: algorithm,
    signatureValue: new Uint8Array(signature).buffer,
  });
  return new X509Certificate(Buffer.from(AsnConvert.serialize(certificate))).toString();
}

/** Positive, and never of a length that a leading zero would change. */
function serialNumber(): ArrayBuffer {
  const bytes = new Uint8Array(randomBytes(16));
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return bytes.buffer;
}

function commonName(name: string): Name {
  const value = new AttributeValue({ utf8String: name });
  return new Name([new RelativeDistinguishedName([new AttributeTypeAndValue({ type: COMMON_NAME, value })])]);
}

function extension(id: string, value: unknown, weight?: 'critical'): Extension {
  const content = new OctetString(AsnConvert.serialize(value));
  return new Extension({ extnID: id, critical: weight === 'critical', extnValue: content });
}

function publicKeyInfo(key: KeyObject): Buffer {
  return key.export({ type: 'spki', format: 'der' });
}

/** Names a key: any 20 bytes that no other key has. */
function fingerprint(key: KeyObject): Uint8Array {
  return new Uint8Array(createHash('sha256').update(publicKeyInfo(key)).digest().subarray(0, 20));
}
