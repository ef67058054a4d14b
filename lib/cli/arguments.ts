/** The command line: what is asked, or why it cannot be. */

import { EKS_VPC_CNI, KUBERNETES, type Level, type Profile, type Protocol } from '#engine';
import type { Severity } from '#manifest';
import { Refusal } from './problem.ts';

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
  readonly format: Format;
  readonly from?: string;
  readonly to?: string;
  readonly port?: number;
  readonly protocol?: Protocol;
  /** In `check`: findings below it are left out. */
  readonly severity: Severity;
}

const COMMANDS: readonly Command[] = ['list', 'diff', 'explain', 'check'];
const ANYWHERE = ['level', 'profile', 'ipblock-matches-pods', 'format', 'context', 'kubeconfig', 'allow-exec'];
const OPTIONS: Readonly<Record<Command, readonly string[]>> = {
  list: ANYWHERE,
  diff: ANYWHERE,
  explain: [...ANYWHERE, 'from', 'to', 'port', 'protocol'],
  check: [...ANYWHERE, 'severity'],
};

/** Throws Refusal. */
export function readArguments(argv: readonly string[]): Arguments {
  const [word = '', ...rest] = argv;
  const command = COMMANDS.find((one) => one === word);
  if (!command)
    throw new Refusal(`${word ? `there is no command ${word}` : 'a command is missing'}: list, diff, explain or check`);
  const { inputs, values } = split(rest, command);
  const one = (name: string) => values.get(name)?.[0];
  const context = one('context');
  checkInputs(command, inputs, context);
  const port = one('port');
  const protocol = one('protocol');
  const optional = {
    ...given('context', context),
    ...given('kubeconfig', one('kubeconfig')),
    ...given('from', one('from')),
    ...given('to', one('to')),
    ...(port === undefined ? {} : { port: portOf(port) }),
    ...(protocol === undefined ? {} : { protocol: choose('protocol', protocol.toUpperCase(), ['TCP', 'UDP', 'SCTP']) }),
  };
  if (command === 'explain' && (!optional.from || !optional.to)) throw new Refusal('explain needs --from and --to');
  return {
    command,
    inputs,
    ...optional,
    allowExec: values.get('allow-exec') ?? [],
    level: choose('level', one('level') ?? 'workload', ['workload', 'pod']),
    profile: profileOf(one('profile'), one('ipblock-matches-pods')),
    format: choose('format', one('format') ?? 'txt', ['txt', 'json', 'csv', 'md', 'dot']),
    severity: choose('severity', one('severity') ?? 'info', ['info', 'warning', 'error']),
  };
}

function split(words: readonly string[], command: Command) {
  const inputs: string[] = [];
  const values = new Map<string, string[]>();
  let onlyInputs = false;
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    if (onlyInputs || word === '-' || !word.startsWith('-')) {
      inputs.push(word);
      continue;
    }
    onlyInputs = word === '--';
    if (onlyInputs) continue;
    const equals = word.indexOf('=');
    const name = (equals < 0 ? word : word.slice(0, equals)).replace(/^--/, '');
    if (!word.startsWith('--') || !OPTIONS[command].includes(name)) {
      throw new Refusal(`${command} has no option ${word}; --help lists them`);
    }
    const value = equals < 0 ? words[++at] : word.slice(equals + 1);
    if (!value) throw new Refusal(`--${name} needs a value`);
    const before = values.get(name) ?? [];
    if (before.length > 0 && name !== 'allow-exec') throw new Refusal(`--${name} is given twice`);
    values.set(name, [...before, value]);
  }
  return { inputs, values };
}

function checkInputs(command: Command, inputs: readonly string[], context: string | undefined): void {
  if (command === 'diff') {
    const wanted = context === undefined ? 2 : 1;
    const what = context === undefined ? 'BEFORE and AFTER' : 'AFTER beside --context';
    if (inputs.length !== wanted) throw new Refusal(`diff takes ${what}, not ${inputs.length} inputs`);
    if (inputs[0] === '-' && inputs[1] === '-') throw new Refusal('standard input can be only one of BEFORE and AFTER');
    return;
  }
  if (context !== undefined && inputs.length > 0) throw new Refusal('give either inputs or --context');
  if (context === undefined && inputs.length === 0) {
    throw new Refusal(`${command} needs an input: files, folders, - for standard input, or --context`);
  }
}

function profileOf(name: string | undefined, matches: string | undefined): Profile {
  const chosen = choose('profile', name ?? 'kubernetes', ['kubernetes', 'eks-vpc-cni']);
  const known = chosen === 'kubernetes' ? KUBERNETES : EKS_VPC_CNI;
  if (matches === undefined) return known;
  const ipBlockMatchesPods = choose('ipblock-matches-pods', matches, ['true', 'false']) === 'true';
  return ipBlockMatchesPods === known.ipBlockMatchesPods ? known : { ...known, name: 'custom', ipBlockMatchesPods };
}

function choose<T extends string>(name: string, value: string, from: readonly T[]): T {
  const found = from.find((one) => one === value);
  if (found === undefined) throw new Refusal(`--${name} must be ${from.join(', ')}; not ${value}`);
  return found;
}

function portOf(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port < 1 || port > 65535) throw new Refusal(`--port must be 1 to 65535, not ${text}`);
  return port;
}

function given<K extends string>(name: K, value: string | undefined): Partial<Record<K, string>> {
  return value === undefined ? {} : ({ [name]: value } as Record<K, string>);
}
