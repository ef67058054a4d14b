/** The programs of the control plane and the flags each is started with. All listen on loopback alone. */

import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CredentialFiles } from './credential-files.ts';

const STAGES = fileURLToPath(new URL('stages.yaml', import.meta.url));

export interface Ports {
  readonly etcd: number;
  readonly etcdPeers: number;
  readonly server: number;
  readonly manager: number;
  readonly scheduler: number;
}

export function etcdFlags(folder: string, ports: Ports): string[] {
  const clients = `http://127.0.0.1:${ports.etcd}`;
  const peers = `http://127.0.0.1:${ports.etcdPeers}`;
  return [
    `--data-dir=${join(folder, 'etcd')}`,
    '--unsafe-no-fsync',
    `--listen-client-urls=${clients}`,
    `--advertise-client-urls=${clients}`,
    `--listen-peer-urls=${peers}`,
    `--initial-advertise-peer-urls=${peers}`,
    `--initial-cluster=default=${peers}`,
  ];
}

export function serverFlags(files: CredentialFiles, ports: Ports): string[] {
  return [
    `--etcd-servers=http://127.0.0.1:${ports.etcd}`,
    ...listening(ports.server),
    // Becomes the endpoint of the Service `kubernetes` and may not be loopback; nothing dials it.
    '--advertise-address=10.42.64.10',
    `--client-ca-file=${files.authority.certificate}`,
    `--tls-cert-file=${files.server.certificate}`,
    `--tls-private-key-file=${files.server.key}`,
    '--authorization-mode=Node,RBAC',
    '--allow-privileged=true',
    '--service-cluster-ip-range=172.20.0.0/16',
    `--service-account-issuer=https://127.0.0.1:${ports.server}`,
    `--service-account-key-file=${files.token.certificate}`,
    `--service-account-signing-key-file=${files.token.key}`,
  ];
}

export function managerFlags(files: CredentialFiles, ports: Ports): string[] {
  return [
    ...identity(files.manager),
    ...listening(ports.manager),
    '--leader-elect=false',
    '--use-service-account-credentials',
    `--service-account-private-key-file=${files.token.key}`,
    `--root-ca-file=${files.authority.certificate}`,
    `--cluster-signing-cert-file=${files.authority.certificate}`,
    `--cluster-signing-key-file=${files.authority.key}`,
    '--allocate-node-cidrs=false',
  ];
}

export function schedulerFlags(files: CredentialFiles, ports: Ports): string[] {
  return [...identity(files.scheduler), ...listening(ports.scheduler), '--leader-elect=false'];
}

/** Listens nowhere. Without leases the controller manager would take its machines for dead. */
export function kwokFlags(files: CredentialFiles): string[] {
  return [
    `--kubeconfig=${files.admin}`,
    `--config=${STAGES}`,
    '--manage-all-nodes',
    '--cidr=10.42.0.0/16',
    '--node-lease-duration-seconds=40',
  ];
}

function listening(port: number): string[] {
  return ['--bind-address=127.0.0.1', `--secure-port=${port}`];
}

function identity(kubeconfig: string): string[] {
  return ['', 'authentication-', 'authorization-'].map((use) => `--${use}kubeconfig=${kubeconfig}`);
}
