/** What would stop a start, looked for before anything slow is done: a kubeconfig of no use, a port that is taken. */

import { createServer } from 'node:net';
import { ConnectionProblem, connect } from '#cluster';
import { portProblem, readOptions, type StartOptions } from './options.ts';
import { say } from './say.ts';
import { StartProblem } from './start-problem.ts';

async function check(options: StartOptions): Promise<void> {
  if (options.mode === 'laptop') await checkKubeconfig(options);
  await checkPort(options.port);
}

async function checkKubeconfig({ kubeconfig, context, allowExec }: StartOptions): Promise<void> {
  try {
    const { transport } = await connect({ kubeconfig, context, allowExec });
    await transport.close();
  } catch (error) {
    if (error instanceof ConnectionProblem) throw new StartProblem(error.message, { cause: error });
    throw error;
  }
}

function checkPort(port: number): Promise<void> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(portProblem(port, error)));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve()));
  });
}

check(readOptions(process.argv.slice(2))).catch((error: unknown) => {
  if (!(error instanceof StartProblem)) throw error;
  say(error.message);
  process.exitCode = 2;
});
