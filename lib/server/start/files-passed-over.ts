/** What of a folder of manifests is not shown as written, in the words of `netpol`: one who asks both is told the same. */

import { relative } from 'node:path';
import type { PassedOver } from '#stream';

/** Of the embedded server, which has taken what it could of the folder. */
interface NotTaken extends PassedOver {
  readonly code: string;
}

/** Kinds it does not keep are told by `netpol`, where they matter. */
const TOLD_BY_NETPOL = 'kind-not-served';

export async function filesPassedOver(folder: string, notTaken: readonly NotTaken[]): Promise<readonly PassedOver[]> {
  // Loaded here alone: other ways in need none of it, and the command line is to be started without this server.
  const { problemText, readManifests } = await import('#cli');
  const { problems } = readManifests([folder], () => {});
  const named = problems.map(({ file, line, severity, message }) => ({
    file: relative(folder, file),
    line,
    message: problemText({ severity, message }),
  }));
  const told = new Set(named.map(({ file }) => file));
  // Only what is wrong in ways that netpol does not look for.
  const others = notTaken.filter(({ code, source }) => code !== TOLD_BY_NETPOL && !told.has(source));
  return [
    ...named.map(({ file, line, message }) => ({ source: file === '' ? '.' : `${file}:${line}`, message })),
    ...others.map(({ source, message }) => ({ source, message })),
  ];
}
