/** Decides whether a command that a kubeconfig names may be started, and says in one sentence why not. */

import { basename, resolve } from 'node:path';
import { ConnectionProblem } from '../connection-problem.ts';
import { hasForm } from './argument-form.ts';
import { type ExecPolicy, isAllowed, isInstalled } from './exec-policy.ts';
import { KNOWN_COMMANDS } from './known-commands.ts';
import { isVariableName, steersPrograms } from './steering-variables.ts';

/** As the kubeconfig has it. */
export interface WantedCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Where a relative path starts. */
  readonly directory: string;
}

/** May be started: `command` is a name to be found by the PATH of this program, or an absolute path. */
export interface GuardedCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** Throws ConnectionProblem of code `exec-refused`. */
export async function guardCommand(wanted: WantedCommand, policy: ExecPolicy): Promise<GuardedCommand> {
  const { args, env } = wanted;
  const command = wanted.command.includes('/') ? resolve(wanted.directory, wanted.command) : wanted.command;
  const steering = Object.keys(env).filter(steersPrograms);
  if (steering.length > 0) {
    const which = steering.map(nameOfVariable).join(', ');
    throw refused(wanted, `but a kubeconfig may not set ${which}, which could make it run or read something else`);
  }
  if (!(await isAllowed(command, policy.allowed))) {
    const against = await objection({ command, args, env }, policy);
    if (against !== undefined) throw refused(wanted, against);
  }
  return { command, args, env };
}

/** What stands against a command that the person did not name: the end of a sentence. */
async function objection({ command, args, env }: GuardedCommand, policy: ExecPolicy): Promise<string | undefined> {
  if (policy.because !== undefined) return policy.because;
  const name = basename(command);
  const argument = /^[\w./+@-]+$/.test(command) ? command : `"${command}"`;
  const allow = `allow it with --allow-exec ${argument} if you trust it`;
  const known = (await isInstalled(command)) ? KNOWN_COMMANDS.get(name) : undefined;
  if (!known) return `which is not a known credential command; ${allow}`;
  const odd = Object.keys(env).filter(
    (variable) => !(Object.hasOwn(known.env, variable) && known.env[variable]?.test(env[variable] ?? '')),
  );
  if (odd.length > 0) {
    return `but is not known to be harmless with ${odd.join(', ')} set; ${allow}`;
  }
  if (!hasForm(args, known)) return `but is not known to be harmless with these arguments; ${allow}`;
  return undefined;
}

function refused(wanted: WantedCommand, against: string): ConnectionProblem {
  const message = `The kubeconfig wants to run ${described(wanted)} to log in, ${against}.`;
  return new ConnectionProblem('exec-refused', message);
}

/** Names alone: the values of arguments and variables may be secrets. */
function described({ command, args, env }: WantedCommand): string {
  const line = [command, ...args.map(nameOfArgument)].join(' ');
  const variables = Object.keys(env).map(nameOfVariable);
  return variables.length > 0 ? `"${line}" with ${variables.join(', ')} set` : `"${line}"`;
}

const HIDDEN = '[hidden]';

/** `--flag`, `--flag=[hidden]`, `-f`; everything else is a value, or may hold one. */
function nameOfArgument(arg: string): string {
  const [, name, value] = /^(-[A-Za-z]|--[A-Za-z][\w.-]{0,40})(=.*)?$/s.exec(arg) ?? [];
  if (name === undefined) return HIDDEN;
  return value === undefined ? name : `${name}=${HIDDEN}`;
}

function nameOfVariable(name: string): string {
  return isVariableName(name) ? name : HIDDEN;
}
