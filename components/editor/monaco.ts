/**
 * Monaco with what a policy needs and no more, set up once a page. Imported only by the editor that is loaded on
 * demand: it is the heaviest part of the product.
 */

// The feature named `suggest` does not bring the suggestions themselves.
import 'monaco-editor/editor/contrib/suggest/browser/suggestController';
import 'monaco-editor/features/bracketMatching/register';
import 'monaco-editor/features/caretOperations/register';
import 'monaco-editor/features/clipboard/register';
import 'monaco-editor/features/codeAction/register';
import 'monaco-editor/features/codeEditor/register';
import 'monaco-editor/features/codicon/register';
import 'monaco-editor/features/comment/register';
import 'monaco-editor/features/contextmenu/register';
import 'monaco-editor/features/cursorUndo/register';
import 'monaco-editor/features/find/register';
import 'monaco-editor/features/gotoError/register';
import 'monaco-editor/features/hover/register';
import 'monaco-editor/features/indentation/register';
import 'monaco-editor/features/lineSelection/register';
import 'monaco-editor/features/linesOperations/register';
import 'monaco-editor/features/multicursor/register';
import 'monaco-editor/features/readOnlyMessage/register';
import 'monaco-editor/features/smartSelect/register';
import 'monaco-editor/features/snippet/register';
import 'monaco-editor/features/toggleTabFocusMode/register';
import 'monaco-editor/features/tokenization/register';
import 'monaco-editor/features/unicodeHighlighter/register';
import 'monaco-editor/features/unusualLineTerminators/register';
import 'monaco-editor/features/wordOperations/register';
import 'monaco-editor/languages/definitions/yaml/register';
import * as monaco from 'monaco-editor/editor';
import { configureMonacoYaml } from 'monaco-yaml';
import { networkPolicySchema } from '#manifest';

/** Every model's address ends so: the schema is found by it. */
export const MODEL_SUFFIX = '.netpol.yaml';

declare global {
  interface Window {
    MonacoEnvironment?: monaco.Environment;
  }
}

window.MonacoEnvironment = {
  getWorker: () => new Worker(new URL('./editor.worker.ts', import.meta.url), { type: 'module' }),
};

/** monaco-yaml asks for workers in the way Monaco had before 0.56: the first two messages were sent by Monaco itself. */
const withOldWorkers = {
  ...monaco,
  editor: {
    ...monaco.editor,
    createWebWorker: (options: { createData?: unknown }) =>
      monaco.editor.createWebWorker({ worker: startYamlWorker(options.createData) }),
  },
};

async function startYamlWorker(createData: unknown): Promise<Worker> {
  const worker = new Worker(new URL('./yaml.worker.ts', import.meta.url), { type: 'module' });
  worker.postMessage('ignore');
  worker.postMessage(createData);
  return worker;
}

configureMonacoYaml(withOldWorkers as unknown as Parameters<typeof configureMonacoYaml>[0], {
  enableSchemaRequest: false,
  completion: true,
  hover: true,
  // Problems come from our own reading, in the API server's words.
  validate: false,
  format: { enable: false },
  yamlVersion: '1.1',
  schemas: [
    {
      uri: 'inmemory://schema/NetworkPolicy',
      fileMatch: [`**/*${MODEL_SUFFIX}`],
      schema: networkPolicySchema as unknown as Record<string, unknown>,
    },
  ],
});

export { monaco };
