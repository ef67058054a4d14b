/** What the command line of `demo-apiserver` asks for. */

import { parseArgs } from 'node:util';
import type { DemoOptions } from './demo-cluster.ts';

export const HELP = `usage: demo-apiserver [flags]

A small Kubernetes API server on loopback with a demo cluster in it.

  --port PORT        listen there; any free port when absent
  --seed NAME        what the cluster holds: eks-workshop, a retail store (the default)
  --manifests DIR    fill the cluster from a folder of manifests instead
  --kubeconfig FILE  write the kubeconfig there, a new file that goes with the server; a temporary one when absent
  --json             print one line of JSON: url, kubeconfig
  --help             this text

Stop with Ctrl-C.
`;

export type Command =
  | { readonly problem: string }
  | {
      readonly help: boolean;
      readonly json: boolean;
      readonly port: number;
      readonly seed: DemoOptions['seed'];
      readonly kubeconfig?: string | undefined;
    };

const SEEDS = ['eks-workshop'] as const;

const OPTIONS = {
  port: { type: 'string' },
  seed: { type: 'string' },
  manifests: { type: 'string' },
  kubeconfig: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const;

const HIGHEST_PORT = 65_535;

export function commandOf(args: readonly string[]): Command {
  let values: ReturnType<typeof parse>;
  try {
    values = parse(args);
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
  const { port = '0', kubeconfig, help = false, json = false } = values;
  if (!/^\d{1,5}$/.test(port) || Number(port) > HIGHEST_PORT) {
    return { problem: `--port takes a number from 0 to ${HIGHEST_PORT}, not "${port}".` };
  }
  const seed = seedOf(values);
  return typeof seed === 'string' || 'manifests' in seed ? { help, json, port: Number(port), seed, kubeconfig } : seed;
}

function parse(args: readonly string[]) {
  return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: false }).values;
}

function seedOf({ seed, manifests }: ReturnType<typeof parse>): DemoOptions['seed'] | { readonly problem: string } {
  if (seed !== undefined && manifests !== undefined) return { problem: 'Choose one of --seed and --manifests.' };
  if (manifests !== undefined) return { manifests };
  const known = SEEDS.find((name) => name === (seed ?? SEEDS[0]));
  return known ?? { problem: `There is no seed "${seed}"; there is ${SEEDS.join(', ')}.` };
}
