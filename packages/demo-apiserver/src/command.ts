/** What the command line of `demo-apiserver` asks for. */

import { parseArgs } from 'node:util';

export const HELP = `usage: demo-apiserver [flags]

A small Kubernetes API server on loopback with a demo cluster in it.

  --port PORT        listen there; any free port when absent
  --manifests DIR    fill the cluster from a folder of manifests instead of the retail store
  --kubeconfig FILE  write the kubeconfig there; a temporary file that goes with the server when absent
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
      readonly manifests?: string | undefined;
      readonly kubeconfig?: string | undefined;
    };

const OPTIONS = {
  port: { type: 'string' },
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
  const port = Number(values.port ?? 0);
  if (!Number.isInteger(port) || port < 0 || port > HIGHEST_PORT || values.port === '') {
    return { problem: `--port takes a number from 0 to ${HIGHEST_PORT}, not "${values.port}".` };
  }
  const { manifests, kubeconfig } = values;
  return { help: values.help ?? false, json: values.json ?? false, port, manifests, kubeconfig };
}

function parse(args: readonly string[]) {
  return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: false }).values;
}
