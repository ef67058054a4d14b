/** The YAML language worker: completion and hover from our schema. */
import 'monaco-yaml/yaml.worker';
