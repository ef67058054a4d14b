/** The command `demo-apiserver`: starts the server, says where it is, and ends on the first signal. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commandOf, HELP } from './command.ts';
import { startDemo } from './start-demo.ts';

async function main(): Promise<void> {
  const command = commandOf(process.argv.slice(2));
  if ('problem' in command) {
    process.stderr.write(`demo-apiserver: ${command.problem}\n`);
    process.exitCode = 2;
    return;
  }
  if (command.help) {
    process.stdout.write(HELP);
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'demo-apiserver-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const cluster = await startDemo({
    seed: command.manifests === undefined ? 'eks-workshop' : { manifests: command.manifests },
    port: command.port,
    kubeconfigPath: command.kubeconfig ?? join(folder, 'kubeconfig'),
  });
  for (const { source, message } of cluster.problems) process.stderr.write(`demo-apiserver: ${source}: ${message}\n`);
  const { url, kubeconfigPath: kubeconfig } = cluster;
  process.stdout.write(
    command.json
      ? `${JSON.stringify({ url, kubeconfig })}\n`
      : `Serving ${url}\nexport KUBECONFIG=${kubeconfig}\nStop with Ctrl-C.\n`,
  );
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => void cluster.stop().then(() => process.exit(0)));
  }
}

await main().catch((error: unknown) => {
  process.stderr.write(`demo-apiserver: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(2);
});
