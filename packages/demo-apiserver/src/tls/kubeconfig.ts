/** The kubeconfig that lets kubectl and our own client in: authority and token embedded, readable by its owner only. */

import { chmodSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

export interface KubeconfigFacts {
  readonly url: string;
  /** PEM. */
  readonly authority: string;
  readonly token: string;
  readonly user: string;
  readonly context: string;
}

/** JSON is YAML: every reader of kubeconfigs takes it, and nothing needs escaping by hand. */
export function kubeconfigText(facts: KubeconfigFacts): string {
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': facts.context,
    clusters: [
      {
        name: facts.context,
        cluster: {
          server: facts.url,
          'certificate-authority-data': Buffer.from(facts.authority).toString('base64'),
        },
      },
    ],
    users: [{ name: facts.user, user: { token: facts.token } }],
    contexts: [{ name: facts.context, context: { cluster: facts.context, user: facts.user, namespace: 'default' } }],
  };
  return `${JSON.stringify(config, undefined, 2)}\n`;
}

/** The folder 0700 where it is made, the file 0600 from its first byte; replaced as a whole. */
export function writeKubeconfig(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${process.pid}.new`;
  writeFileSync(draft, text, { mode: 0o600 });
  chmodSync(draft, 0o600);
  renameSync(draft, path);
}
