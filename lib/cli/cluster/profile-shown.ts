/** The profile by which a cluster is judged where none is asked for: that of the engine it shows. */

import { pluginPodsOf } from '#cluster';
import { judgeEnforcement } from '#enforcement';
import type { Profile } from '#engine';
import { ENFORCING_ENGINES, type PluginHost, profileOf } from '#stream';
import { type Fields, fieldsAt, textAt } from '../objects/fields.ts';
import { templateLabels } from '../snapshot/to-pod.ts';

export interface ShownProfile {
  readonly profile: Profile;
  /** Which, and why. */
  readonly sentence: string;
}

/** `nodes` are asked for only where no plugin has pods: undefined where they may not be read. */
export async function profileShown(
  pods: readonly Fields[],
  nodes: () => Promise<readonly Fields[] | undefined>,
): Promise<ShownProfile> {
  const pluginPods = pluginPodsOf(pods);
  const hosts = pluginPods.length > 0 ? undefined : (await nodes())?.map(toHost);
  // Which engine it is hangs on neither switch of the VPC CNI.
  const { engine, plugin } = judgeEnforcement({ vpcCniConfig: undefined, pluginPods, hosts });
  const profile = profileOf({ engine });
  const why =
    engine === 'unknown'
      ? 'no network plugin known to this program runs in the cluster'
      : `the cluster runs ${plugin ?? ENFORCING_ENGINES[engine].name}`;
  return { profile, sentence: `judged by the profile ${profile.name}, since ${why}; --profile chooses another` };
}

function toHost(node: Fields): PluginHost {
  const metadata = fieldsAt(node, 'metadata');
  return { name: textAt(metadata, 'name') ?? '', labels: templateLabels(metadata) };
}
