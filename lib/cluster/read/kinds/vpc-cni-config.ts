/** The one ConfigMap by which the VPC CNI is configured: no other is ever read. */

import { labelsOf } from '../../connect/object-fields.ts';
import { frozen } from './frozen.ts';
import { resourceOf } from './resource.ts';

const NAME = 'amazon-vpc-cni';
const resource = { group: '', version: 'v1', plural: 'configmaps', object: 'ConfigMap', namespaced: true };

export const vpcCniConfig = resourceOf<Readonly<Record<string, string>>>(
  { kind: 'configmaps', resource },
  {
    name: `configmap ${NAME}`,
    onlyNamespace: 'kube-system',
    fieldSelector: `metadata.name=${NAME}`,
    project: (object, metadata) => (metadata.name === NAME ? frozen({ ...labelsOf(object.data) }) : undefined),
  },
);
