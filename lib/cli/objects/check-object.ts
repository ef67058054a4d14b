/** What a real API server would refuse or warn about, in its words, as far as verdicts rest on it. */

import { type Cause, decodeAs, policyFaults, validateLabels, validateMetadata } from '#manifest';
import type { InputProblem } from '../problem.ts';
import { checkContainers } from './check-containers.ts';
import { checkPorts } from './check-ports.ts';
import { fieldsAt, textAt, valueAt } from './fields.ts';
import type { ManifestObject } from './manifest-object.ts';
import { shapeOf } from './shapes.ts';
import { templateOf } from './templates.ts';

/** Empty where the server would take it without a word. */
export function checkObject(object: ManifestObject): readonly InputProblem[] {
  const { file, lineOf, kind, fields } = object;
  const at = (severity: InputProblem['severity'], path: string, message: string): InputProblem => {
    return { severity, file, line: lineOf(path), message };
  };
  if (kind === 'NetworkPolicy') {
    return policyFaults(fields)
      .filter(({ severity }) => severity !== 'info')
      .map(({ severity, path, message }) => {
        // Servers up to 1.27 had a status, and dumps of them still do.
        const refused = severity === 'error' && path !== 'status';
        return at(refused ? 'error' : 'warning', path, messageAt(path, message));
      });
  }
  const faults = decodeAs(fields, shapeOf(kind));
  const mistyped = faults.filter((fault) => fault.kind === 'wrong-type' || fault.path.startsWith('metadata.'));
  if (mistyped.length > 0) {
    return mistyped.map(({ kind: fault, path, message }) =>
      at('error', path, fault === 'unknown-field' ? `strict decoding error: ${message}` : withHint(message)),
    );
  }
  const refused = [...metadataCauses(object), ...templateCauses(object)];
  return [
    ...refused.map(({ field, message }) => at('error', field, `${field}: ${message}`)),
    // What verdicts rest on is known by its name, and newer servers may know more names.
    ...faults.map(({ path, message }) => at('warning', path, `${message}; it is not read`)),
    // Without such a port or container the pod is still what it is.
    ...[...checkContainers(object), ...checkPorts(object)].map(({ field, message }) =>
      at('warning', field, `${field}: ${message}`),
    ),
  ];
}

/** The server's warnings come without their field, which stands before them. */
function messageAt(path: string, message: string): string {
  return /CIDR value/.test(message) && !message.startsWith(path) ? `${path}: ${message}` : message;
}

/** What YAML makes easy to mistake: `no` for text. */
function withHint(message: string): string {
  if (
    !/cannot unmarshal (bool|number).* of type (string|map\[string\]string|v1\.(Protocol|PolicyType|LabelSelectorOperator|PodPhase|ContainerRestartPolicy))$/.test(
      message,
    )
  )
    return message;
  return `${message}: quote it to mean text (y, n, yes, no, on and off are booleans in YAML 1.1)`;
}

function metadataCauses({ kind, fields }: ManifestObject): readonly Cause[] {
  const metadata = valueAt(fields, 'metadata');
  const causes = validateMetadata(metadata).filter(
    ({ field }) => kind !== 'Namespace' || field !== 'metadata.namespace',
  );
  if (textAt(metadata, 'name') || !textAt(metadata, 'generateName')) return causes;
  const message = 'Required value: name is required to tell it from others';
  return [...causes, { field: 'metadata.name', reason: 'FieldValueRequired', message }];
}

function templateCauses({ kind, fields }: ManifestObject): readonly Cause[] {
  const found = templateOf(kind, fields);
  if (!found) return [];
  const labels = valueAt(fieldsAt(found.template, 'metadata'), 'labels');
  const causes = validateLabels(labels, `${found.path}.metadata.labels`);
  const wanted = fieldsAt(fields, 'spec', 'selector', 'matchLabels');
  const own = fieldsAt(found.template, 'metadata', 'labels') ?? {};
  const misses = Object.entries(wanted ?? {}).some(([key, value]) => valueAt(own, key) !== value);
  if (!misses || kind === 'Job' || kind === 'CronJob') return causes;
  const message = `Invalid value: ${JSON.stringify(own)}: \`selector\` does not match template \`labels\``;
  return [...causes, { field: `${found.path}.metadata.labels`, reason: 'FieldValueInvalid', message }];
}
