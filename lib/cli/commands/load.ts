/** From inputs to an engine: files or a cluster are read, checked and compiled; what is wrong is reported at once. */

import { createEngine, type Engine, otherPolicyName, type Profile } from '#engine';
import { type Arguments, withBlocks } from '../arguments.ts';
import type { ManifestObject } from '../objects/manifest-object.ts';
import type { InputProblem } from '../problem.ts';
import type { Progress } from '../progress.ts';
import { readManifests } from '../read-manifests.ts';
import { toSnapshot } from '../snapshot/to-snapshot.ts';

/** What a command needs of the world. */
export interface CommandSurroundings {
  readonly progress: Progress;
  readonly report: (problems: readonly InputProblem[]) => void;
  /** One line on standard error. */
  readonly say: (line: string) => void;
}

export interface LoadedInput {
  readonly engine: Engine;
  readonly objects: readonly ManifestObject[];
  /** By which it is judged. */
  readonly profile: Profile;
  /** Some of the input could not be used, or not judged. */
  readonly isBad: boolean;
}

export function loadFiles(
  paths: readonly string[],
  { profile }: Arguments,
  { progress, report }: CommandSurroundings,
): LoadedInput {
  const { objects, problems } = readManifests(paths, progress);
  report(problems);
  progress('compiling the policies');
  const engine = createEngine(toSnapshot(objects, profile), profile);
  const isBad = problems.some(({ severity }) => severity === 'error') || hasUnjudged(engine);
  return { engine, objects, profile, isBad };
}

export async function load(args: Arguments, around: CommandSurroundings): Promise<LoadedInput> {
  return args.context === undefined ? loadFiles(args.inputs, args, around) : loadCluster(args, around);
}

/** The link to clusters is loaded only where one is asked for. */
export async function loadCluster(args: Arguments, around: CommandSurroundings): Promise<LoadedInput> {
  const { readCluster } = await import('../cluster/read-cluster.ts');
  const { objects, problems, shown } = await readCluster(args, around);
  around.report(problems);
  if (shown) around.say(`netpol: ${shown.sentence}`);
  const profile = shown ? withBlocks(shown.profile, args.ipBlockMatchesPods) : args.profile;
  around.progress('compiling the policies');
  const engine = createEngine(toSnapshot(objects, profile), profile);
  return { engine, objects, profile, isBad: hasUnjudged(engine) };
}

/** Policies of kinds that are not judged, which some answers may hang on. */
export function unjudgedNames({ snapshot }: Engine): readonly string[] {
  return (snapshot.otherPolicies ?? []).map(otherPolicyName);
}

function hasUnjudged(engine: Engine): boolean {
  return unjudgedNames(engine).length > 0;
}
