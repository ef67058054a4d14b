/** `netpol check`: findings on policies and workloads, each with the place it is about. */

import { type Engine, networkPolicyId, workloadId } from '#engine';
import { type Finding, findFindings, impactOf, SEVERITIES } from '#findings';
import type { Arguments } from '../arguments.ts';
import { formatFindings, type PlacedFinding } from '../format/check-formats.ts';
import type { ManifestObject } from '../objects/manifest-object.ts';
import { toSurroundings } from '../snapshot/to-surroundings.ts';
import type { CommandAnswer } from './answer.ts';
import { type CommandSurroundings, load, unjudgedNames } from './load.ts';

/** Of the gravest the impact of the fix is worked out; of the rest a draft on the screens tells it. */
const MOST_IMPACTS = 60;

export async function check(args: Arguments, around: CommandSurroundings): Promise<CommandAnswer> {
  const { engine, objects, isBad } = await load(args, around);
  around.progress('looking for mistakes');
  const asked = SEVERITIES.slice(0, SEVERITIES.indexOf(args.severity) + 1);
  const found = findFindings(engine, toSurroundings(objects)).filter(({ severity }) => asked.includes(severity));
  around.progress('working out what fixes would change');
  const findings = placed(found, objects).map((one, at) => (at < MOST_IMPACTS ? weighed(one, engine) : one));
  return {
    output: [formatFindings(findings, args.format, unjudgedNames(engine))],
    exitCode: isBad ? 2 : findings.length > 0 ? 1 : 0,
  };
}

function weighed(one: PlacedFinding, engine: Engine): PlacedFinding {
  const [fix] = one.finding.fixes;
  return fix ? { ...one, impact: impactOf(engine, fix.policy) } : one;
}

function placed(findings: readonly Finding[], objects: readonly ManifestObject[]): readonly PlacedFinding[] {
  const byId = new Map<string, ManifestObject>();
  for (const object of objects) {
    const { namespace, name, kind } = object;
    const id = kind === 'NetworkPolicy' ? networkPolicyId(namespace, name) : workloadId(namespace, { kind, name });
    if (!byId.has(id)) byId.set(id, object);
  }
  return findings.map((finding) => {
    const object = byId.get(finding.policy ?? finding.workload ?? '');
    return object ? { finding, file: object.file, line: object.lineOf(finding.path) } : { finding };
  });
}
