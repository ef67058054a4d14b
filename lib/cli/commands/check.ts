/** `netpol check`: findings on policies and workloads, each with the place it is about. */

import { type Finding, networkPolicyId, workloadId } from '#engine';
import type { Arguments } from '../arguments.ts';
import { formatFindings, type PlacedFinding } from '../format/check-formats.ts';
import type { ManifestObject } from '../objects/manifest-object.ts';
import type { Answer } from './answer.ts';
import { load, type Surroundings } from './load.ts';

const WEIGHT = { info: 0, warning: 1, error: 2 } as const;

export async function check(args: Arguments, around: Surroundings): Promise<Answer> {
  const { engine, objects, isBad } = await load(args, around);
  around.progress('looking for mistakes');
  const told = engine.findings().filter(({ severity }) => WEIGHT[severity] >= WEIGHT[args.severity]);
  const findings = placed(told, objects);
  return { output: [formatFindings(findings, args.format)], exitCode: isBad ? 2 : findings.length > 0 ? 1 : 0 };
}

function placed(findings: readonly Finding[], objects: readonly ManifestObject[]): PlacedFinding[] {
  const byId = new Map<string, ManifestObject>();
  for (const object of objects) {
    const { namespace, name, kind } = object;
    const id = kind === 'NetworkPolicy' ? networkPolicyId(namespace, name) : workloadId(namespace, { kind, name });
    if (!byId.has(id)) byId.set(id, object);
  }
  return findings.map((finding) => {
    const object = byId.get(finding.policy ?? finding.workload ?? '');
    return object ? { ...finding, file: object.file, line: object.lineOf(finding.path) } : finding;
  });
}
