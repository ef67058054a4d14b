/** The command line: what is asked, or why it cannot be. */

import { EKS_VPC_CNI, KUBERNETES, type Level, type Profile, type Protocol } from '#engine';
import type { Severity } from '#manifest';
import { type CommandLine, type FlagProblem, type Flags, nearest, readCommandLine } from '#terminal';
import { CommandRefusal } from './problem.ts';

export type Format = 'txt' | 'json' | 'csv' | 'md' | 'dot';
export type Command = 'list' | 'diff' | 'explain' | 'check';

export interface Arguments {
  readonly command: Command;
  /** Files, folders, `-`. */
  readonly inputs: readonly string[];
  /** A context of a kubeconfig instead of inputs; in `diff` it stands before. */
  readonly context?: string;
  readonly kubeconfig?: string;
  readonly allowExec: readonly string[];
  readonly level: Level;
  readonly profile: Profile;
  /** Where no profile is asked for, a cluster is judged by that of the engine it shows. */
  readonly isProfileChosen: boolean;
  readonly ipBlockMatchesPods?: boolean;
  readonly format: Format;
  readonly from?: string;
  readonly to?: string;
  readonly port?: number;
  readonly protocol?: Protocol;
  /** In `check`: findings below it are left out. */
  readonly severity: Severity;
}

const COMMANDS: readonly Command[] = ['list', 'diff', 'explain', 'check'];
const TEXT = { type: 'string' } as const;
const ANYWHERE = {
  level: TEXT,
  profile: TEXT,
  'ipblock-matches-pods': TEXT,
  format: TEXT,
  context: TEXT,
  kubeconfig: TEXT,
  'allow-exec': { type: 'string', multiple: true },
} as const;
const FLAGS: Readonly<Record<Command, Flags>> = {
  list: ANYWHERE,
  diff: ANYWHERE,
  explain: { ...ANYWHERE, from: TEXT, to: TEXT, port: TEXT, protocol: TEXT },
  check: { ...ANYWHERE, severity: TEXT },
};

/** Throws Refusal. */
export function readArguments(argv: readonly string[]): Arguments {
  const [word = '', ...rest] = argv;
  const command = COMMANDS.find((one) => one === word);
  if (!command) throw new CommandRefusal(commandProblem(word));
  const { inputs, values } = read(rest, command);
  const one = (name: string) => values.get(name)?.[0];
  const context = one('context');
  checkInputs(command, inputs, context);
  const port = one('port');
  const protocol = one('protocol');
  const ipBlockMatchesPods = blocksMatch(one('ipblock-matches-pods'));
  const optional = {
    ...given('context', context),
    ...given('kubeconfig', one('kubeconfig')),
    ...given('from', one('from')),
    ...given('to', one('to')),
    ...(port === undefined ? {} : { port: portOf(port) }),
    ...(protocol === undefined ? {} : { protocol: choose('protocol', protocol.toUpperCase(), ['TCP', 'UDP', 'SCTP']) }),
  };
  if (command === 'explain' && (!optional.from || !optional.to))
    throw new CommandRefusal('explain needs --from and --to');
  return {
    command,
    inputs,
    ...optional,
    allowExec: values.get('allow-exec') ?? [],
    level: choose('level', one('level') ?? 'workload', ['workload', 'pod']),
    profile: withBlocks(profileNamed(one('profile')), ipBlockMatchesPods),
    isProfileChosen: one('profile') !== undefined,
    ...(ipBlockMatchesPods === undefined ? {} : { ipBlockMatchesPods }),
    format: choose('format', one('format') ?? 'txt', ['txt', 'json', 'csv', 'md', 'dot']),
    severity: choose('severity', one('severity') ?? 'info', ['info', 'warning', 'error']),
  };
}

function read(words: readonly string[], command: Command): CommandLine {
  const line = readCommandLine(words, FLAGS[command]);
  if (line.problem) throw new CommandRefusal(sentence(line.problem, command));
  return line;
}

function sentence({ code, name, word, meant }: FlagProblem, command: Command): string {
  if (code === 'value-missing') return `--${name} needs a value`;
  if (code === 'given-twice') return `--${name} is given twice`;
  if (code === 'no-value-taken') return `--${name} takes no value`;
  const guess = meant === undefined ? '' : `, did you mean --${meant}?`;
  return `${command} has no option ${word}${guess || ';'} --help lists them`;
}

function commandProblem(word: string): string {
  const meant = nearest(word, COMMANDS);
  const guess = meant === undefined ? '' : `, did you mean ${meant}?`;
  return word
    ? `there is no command ${word}${guess || ':'} list, diff, explain or check`
    : 'a command is missing: list, diff, explain or check';
}

function checkInputs(command: Command, inputs: readonly string[], context: string | undefined): void {
  if (command === 'diff') {
    const wanted = context === undefined ? 2 : 1;
    const what = context === undefined ? 'BEFORE and AFTER' : 'AFTER beside --context';
    if (inputs.length !== wanted) throw new CommandRefusal(`diff takes ${what}, not ${inputs.length} inputs`);
    if (inputs[0] === '-' && inputs[1] === '-')
      throw new CommandRefusal('standard input can be only one of BEFORE and AFTER');
    return;
  }
  if (context !== undefined && inputs.length > 0) throw new CommandRefusal('give either inputs or --context');
  if (context === undefined && inputs.length === 0) {
    throw new CommandRefusal(`${command} needs an input: files, folders, - for standard input, or --context`);
  }
}

function profileNamed(name: string | undefined): Profile {
  const chosen = choose('profile', name ?? 'kubernetes', ['kubernetes', 'eks-vpc-cni']);
  return chosen === 'kubernetes' ? KUBERNETES : EKS_VPC_CNI;
}

function blocksMatch(matches: string | undefined): boolean | undefined {
  if (matches === undefined) return undefined;
  return choose('ipblock-matches-pods', matches, ['true', 'false']) === 'true';
}

/** A profile with this one choice, where it is made. */
export function withBlocks(known: Profile, ipBlockMatchesPods: boolean | undefined): Profile {
  if (ipBlockMatchesPods === undefined || ipBlockMatchesPods === known.ipBlockMatchesPods) return known;
  return { ...known, name: 'custom', ipBlockMatchesPods };
}

function choose<T extends string>(name: string, value: string, from: readonly T[]): T {
  const found = from.find((one) => one === value);
  if (found === undefined) throw new CommandRefusal(`--${name} must be ${from.join(', ')}; not ${value}`);
  return found;
}

function portOf(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port < 1 || port > 65535)
    throw new CommandRefusal(`--port must be 1 to 65535, not ${text}`);
  return port;
}

function given<K extends string>(name: K, value: string | undefined): Partial<Record<K, string>> {
  return value === undefined ? {} : ({ [name]: value } as Record<K, string>);
}
