/** Starts the control plane of `npm run test:cluster` for the contract, unless one is named already. */

import { startControlPlane } from '../../harness/control-plane/control-plane.ts';

export default async function startReal(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.CONTRACT_KUBECONFIG !== undefined) return undefined;
  const plane = await startControlPlane(process.env.CONTROL_PLANE ?? '');
  process.env.CONTRACT_KUBECONFIG = plane.kubeconfig;
  process.env.CONTRACT_ETCD = plane.etcd;
  return plane.stop;
}
