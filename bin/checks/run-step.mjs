/** Runs one step of `npm test` and says how it went. */

import { spawn } from 'node:child_process';
import { ROOT } from '../setup/paths.mjs';

/**
 * A step that is one question: passed or failed as a whole; what it printed is shown only when it failed.
 * Answers with a tally: `{ passed, failed, skipped }`.
 */
export async function runCheck(name, command, args) {
  const started = Date.now();
  const { code, output } = await run(command, args, process.env, 'pipe');
  const isGood = code === 0;
  if (!isGood) process.stdout.write(`${output.trimEnd()}\n`);
  report(name, isGood, started);
  return { passed: isGood ? 1 : 0, failed: isGood ? 0 : 1, skipped: 0 };
}

/** A step of many tests: it prints as it goes, and `tally` reads what it wrote. A runner that broke down counts as one failure. */
export async function runSuite(name, command, args, env, tally) {
  const started = Date.now();
  process.stdout.write(`\n${name}\n`);
  const { code } = await run(command, args, env, 'inherit');
  const counted = tally() ?? { passed: 0, failed: 0, skipped: 0 };
  const result = code !== 0 && counted.failed === 0 ? { ...counted, failed: 1 } : counted;
  report(name, code === 0, started);
  return result;
}

function report(name, isGood, started) {
  process.stdout.write(`${isGood ? 'ok    ' : 'FAILED'} ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)\n`);
}

function run(command, args, env, output) {
  const child = spawn(command, args, { cwd: ROOT, env, stdio: ['ignore', output, output] });
  const chunks = [];
  child.stdout?.on('data', (chunk) => chunks.push(chunk));
  child.stderr?.on('data', (chunk) => chunks.push(chunk));
  let stopped = false;
  const passOn = (signal) => {
    stopped = true;
    child.kill(signal);
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, passOn);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      for (const name of signals) process.off(name, passOn);
      if (stopped) process.exit(130);
      resolve({ code, output: Buffer.concat(chunks).toString() });
    });
  });
}
