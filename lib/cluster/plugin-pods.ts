/** The pods of network plugins among all pods of a cluster, for who wants no live state. */

import type { PluginPod } from '#stream';
import type { Fields } from './connect/json-fields.ts';
import { fieldsOf } from './connect/object-fields.ts';
import { projectPod } from './read/kinds/pods.ts';

export function pluginPodsOf(pods: readonly Fields[]): readonly PluginPod[] {
  return pods.flatMap((pod) => projectPod(pod, fieldsOf(pod.metadata), (value) => value).plugin ?? []);
}
