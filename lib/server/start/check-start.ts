/** What would stop a start, looked for before anything slow is done: a kubeconfig of no use, a port that is taken. */

import { createServer } from 'node:http';
import { ConnectionProblem, connect } from '#cluster';
import { listenOnLoopback } from '../front/listen.ts';
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

async function checkPort(port: number): Promise<void> {
  try {
    await (await listenOnLoopback(createServer(), port)).close();
  } catch (error) {
    throw portProblem(port, error as NodeJS.ErrnoException);
  }
}

check(readOptions(process.argv.slice(2))).catch((error: unknown) => {
  if (!(error instanceof StartProblem)) throw error;
  say(error.message);
  process.exitCode = 2;
});
