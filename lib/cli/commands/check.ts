/** `netpol check`: findings on policies and workloads, each with the place it is about. */

import { policyId, workloadId } from '#engine';
import { type Finding, findFindings, SEVERITIES } from '#findings';
import type { Arguments } from '../arguments.ts';
import { formatFindings, type PlacedFinding } from '../format/check-formats.ts';
import type { ManifestObject } from '../objects/manifest-object.ts';
import { toSurroundings } from '../snapshot/to-surroundings.ts';
import type { Answer } from './answer.ts';
import { load, type Surroundings, unjudgedNames } from './load.ts';

export async function check(args: Arguments, around: Surroundings): Promise<Answer> {
  const { engine, objects, isBad } = await load(args, around);
  around.progress('looking for mistakes');
  const asked = SEVERITIES.slice(0, SEVERITIES.indexOf(args.severity) + 1);
  const found = findFindings(engine, toSurroundings(objects)).filter(({ severity }) => asked.includes(severity));
  const findings = placed(found, objects);
  return {
    output: [formatFindings(findings, args.format, unjudgedNames(engine))],
    exitCode: isBad ? 2 : findings.length > 0 ? 1 : 0,
  };
}

function placed(findings: readonly Finding[], objects: readonly ManifestObject[]): readonly PlacedFinding[] {
  const byId = new Map<string, ManifestObject>();
  for (const object of objects) {
    const { namespace, name, kind } = object;
    const id =
      kind === 'NetworkPolicy' ? policyId({ metadata: { namespace, name } }) : workloadId(namespace, { kind, name });
    if (!byId.has(id)) byId.set(id, object);
  }
  return findings.map((finding) => {
    const object = byId.get(finding.policy ?? finding.workload ?? '');
    return object ? { finding, file: object.file, line: object.lineOf(finding.path) } : { finding };
  });
}
