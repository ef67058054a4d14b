/** Certificates and keys that a kubeconfig holds or names as files. */

import { readFile } from 'node:fs/promises';
import { isCertificate } from './certificate.ts';
import { ConnectionProblem } from './connection-problem.ts';
import { text } from './json-fields.ts';

/** PEM of the data, or else of the file, which is added to `files`. The data wins, as for kubectl. */
export async function pem(field: string, data: unknown, path: unknown, files: string[]): Promise<string | undefined> {
  const encoded = text(data);
  if (encoded !== undefined) return Buffer.from(encoded, 'base64').toString('utf8');
  const named = text(path);
  if (named === undefined) return undefined;
  files.push(named);
  try {
    return await readFile(named, 'utf8');
  } catch {
    const message = `The file ${named} that the kubeconfig names as ${field} cannot be read.`;
    throw new ConnectionProblem('file-missing', message);
  }
}

export async function certificate(
  field: string,
  data: unknown,
  path: unknown,
  files: string[],
): Promise<string | undefined> {
  const found = await pem(field, data, path, files);
  if (found === undefined || isCertificate(found)) return found;
  const where = text(data)
    ? `The ${field}-data of the kubeconfig`
    : `The file ${files.at(-1)} that the kubeconfig names as ${field}`;
  throw new ConnectionProblem('certificate-invalid', `${where} holds no certificate in PEM form.`);
}
