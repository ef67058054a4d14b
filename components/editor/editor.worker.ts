/** Monaco's own worker (word completion, diff). A file of its own so that the build finds and bundles it. */
import 'monaco-editor/editor/editor.worker';
