/** The command `demo-apiserver`: starts the server, says where it is, and ends on the first signal. */

import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Command, commandOf, HELP } from './command.ts';

type Request = Exclude<Command, { readonly problem: string }>;

const command = commandOf(process.argv.slice(2));
if ('problem' in command) refuse(command.problem);
else if (command.help) process.stdout.write(HELP);
else if (command.kubeconfig !== undefined && existsSync(command.kubeconfig)) {
  // It would be replaced now and removed at the end, and may be somebody's way to a real cluster.
  refuse(`${command.kubeconfig} is there already; --kubeconfig takes the name of a new file.`);
} else await serve(command).catch(explain);

async function serve({ port, seed, json, kubeconfig }: Request): Promise<void> {
  const told = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
  // Only now: help and wrong flags are answered at once.
  const { startDemo } = await import('./start-demo.ts');
  const cluster = await startDemo({ seed, port, kubeconfigPath: kubeconfig ?? temporaryFile() });
  // The way to a server that is gone would only mislead.
  process.once('exit', () => rmSync(cluster.kubeconfigPath, { force: true }));
  for (const { source, message } of cluster.problems) process.stderr.write(`demo-apiserver: ${source}: ${message}\n`);
  const { url, kubeconfigPath } = cluster;
  process.stdout.write(
    json
      ? `${JSON.stringify({ url, kubeconfig: kubeconfigPath })}\n`
      : `Serving ${url}\nexport KUBECONFIG=${kubeconfigPath}\nStop with Ctrl-C.\n`,
  );
  await told;
  await cluster.stop();
}

function temporaryFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'demo-apiserver-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'kubeconfig');
}

function refuse(problem: string): void {
  process.stderr.write(`demo-apiserver: ${problem}\n`);
  process.exitCode = 2;
}

/** What the system refused (a port, a folder, a file) is told in a sentence; anything else is a fault of ours, with its stack. */
function explain(error: unknown): void {
  if (!(error instanceof Error && 'syscall' in error)) throw error;
  refuse(error.message);
}
