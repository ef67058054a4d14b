/** The flags of `npm start`: read before anything is installed, so that a wrong one is answered at once. */

import { existsSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, delimiter, join, resolve } from 'node:path';
import { readCommandLine } from '../../lib/terminal/index.mjs';
import { Refused } from './sentence.mjs';

/** Kept the same between starts: drafts are stored by the browser for this address. */
const DEFAULT_PORT = 7460;

export const HELP = `Netpol Studio: who can talk to whom in a Kubernetes cluster.

Usage: npm start -- [flags]

  --demo              the embedded demo cluster, also when there is a kubeconfig
  --kubeconfig FILE   this kubeconfig instead of KUBECONFIG or ~/.kube/config
  --context NAME      this context instead of the current one
  --namespace NAME    look in this namespace where not all may be read, instead of the context's
  --manifests DIR     a folder of manifests instead of a cluster
  --read-only         nothing can be written
  --port N            port on 127.0.0.1 (default ${DEFAULT_PORT}; 0 takes any free one)
  --open              open the address in the browser
  --json              print the start line as JSON: url, mode, kubeconfig
  --allow-exec NAME   let the kubeconfig run this credential command (may be repeated)
  --verbose           log requests to stderr, one JSON object a line
  --help              this text

Without a kubeconfig the demo starts. Stop with Ctrl-C.
`;

/** As the API server takes it. */
const NAMESPACE = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

const FLAGS = {
  demo: { type: 'boolean' },
  kubeconfig: { type: 'string' },
  context: { type: 'string' },
  namespace: { type: 'string' },
  manifests: { type: 'string' },
  'read-only': { type: 'boolean' },
  port: { type: 'string' },
  open: { type: 'boolean' },
  json: { type: 'boolean' },
  'allow-exec': { type: 'string', multiple: true },
  verbose: { type: 'boolean' },
  help: { type: 'boolean' },
};

/**
 * What was asked for: `{ help: true }`, or the options that `serverFlags` hands to the server. Throws Refused with one
 * sentence for a flag that is unknown, repeated, incomplete or at odds with another, and for a file that is missing.
 */
export function readFlags(argv, env) {
  const given = collect(argv);
  if (given.help) return { help: true };
  const options = {
    ...chooseSource(given, env),
    readOnly: given['read-only'] === true,
    port: readPort(given.port),
    open: given.open === true,
    json: given.json === true,
    verbose: given.verbose === true,
    allowExec: given['allow-exec'] ?? [],
  };
  const wrong = options.allowExec.find((name) => basename(name) !== name);
  if (wrong) throw new Refused(`--allow-exec takes the name of a command, not a path: ${wrong}.`);
  return options;
}

/** By name: true for a switch, the text of a flag that takes one, all texts of a flag that may be repeated. */
function collect(argv) {
  const { values, inputs, problem } = readCommandLine(argv, FLAGS);
  if (problem) throw new Refused(sentence(problem));
  if (inputs.length > 0) throw new Refused(`Unknown flag ${inputs[0]}; --help lists them.`);
  const read = (name, texts) => {
    if (FLAGS[name].type === 'boolean') return true;
    return FLAGS[name].multiple ? texts : texts[0];
  };
  return Object.fromEntries([...values].map(([name, texts]) => [name, read(name, texts)]));
}

function sentence({ code, name, word, meant }) {
  if (code === 'no-value-taken') return `--${name} takes no value.`;
  if (code === 'value-missing') return `--${name} needs a value.`;
  if (code === 'given-twice') return `--${name} is given twice.`;
  return `Unknown flag ${word}${meant ? `, did you mean --${meant}?` : ';'} --help lists them.`;
}

function readPort(text) {
  if (text === undefined) return DEFAULT_PORT;
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65535)
    throw new Refused(`--port must be a number from 0 to 65535, not ${text}.`);
  return port;
}

function chooseSource(given, env) {
  const both = ['demo', 'manifests', 'kubeconfig'].filter((name) => given[name] !== undefined);
  if (both.length > 1) throw new Refused(`Choose one of --${both.join(' and --')}.`);
  const ofKubeconfig = ['context', 'namespace'].find((name) => given[name] !== undefined);
  if (ofKubeconfig && (given.demo || given.manifests)) {
    throw new Refused(`--${ofKubeconfig} belongs to a kubeconfig and cannot go with --${both[0]}.`);
  }
  if (given.namespace !== undefined && !NAMESPACE.test(given.namespace)) {
    throw new Refused(`--namespace takes the name of one namespace, not ${given.namespace}.`);
  }
  const { context, namespace } = given;
  if (given.demo) return { mode: 'demo' };
  if (given.manifests) return { mode: 'files', manifests: existingFolder(given.manifests) };
  if (given.kubeconfig) {
    const kubeconfig = existingFile(given.kubeconfig);
    return { mode: 'laptop', kubeconfig, context, namespace };
  }
  if (defaultKubeconfigs(env).some((path) => existsSync(path))) return { mode: 'laptop', context, namespace };
  if (context) throw new Refused(`There is no kubeconfig to find the context ${context} in.`);
  if (namespace) throw new Refused(`There is no kubeconfig whose cluster could have the namespace ${namespace}.`);
  return { mode: 'demo' };
}

/** Where kubectl would look. */
function defaultKubeconfigs(env) {
  const listed = (env.KUBECONFIG ?? '').split(delimiter).filter(Boolean);
  return listed.length > 0 ? listed : [join(homedir(), '.kube', 'config')];
}

function existingFolder(path) {
  if (!existsSync(path)) throw new Refused(`There is no folder ${path}.`);
  if (!statSync(path).isDirectory()) throw new Refused(`${path} is not a folder.`);
  return resolve(path);
}

function existingFile(path) {
  if (!existsSync(path)) throw new Refused(`There is no kubeconfig ${path}.`);
  if (statSync(path).isDirectory()) throw new Refused(`${path} is a folder, not a kubeconfig.`);
  return resolve(path);
}

/** The same options as flags of the server, which reads them in lib/server/start/options.ts. */
export function serverFlags(options, pages) {
  const { mode, kubeconfig, context, namespace, manifests, port, allowExec } = options;
  const texts = { mode, kubeconfig, context, namespace, manifests, port, pages };
  const switches = { 'read-only': options.readOnly, open: options.open, json: options.json, verbose: options.verbose };
  return [
    ...Object.entries(texts).flatMap(([name, text]) => (text === undefined ? [] : [`--${name}=${text}`])),
    ...Object.entries(switches).flatMap(([name, on]) => (on ? [`--${name}`] : [])),
    ...allowExec.map((name) => `--allow-exec=${name}`),
  ];
}
