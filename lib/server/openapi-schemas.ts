/** What the answers of our HTTP interface look like, as JSON Schema. */

export type Schema = Readonly<Record<string, unknown>>;

export const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` });

const text: Schema = { type: 'string' };
const flag: Schema = { type: 'boolean' };
const count: Schema = { type: 'integer', minimum: 0 };
const list = (items: Schema): Schema => ({ type: 'array', items });
const oneOf = (...values: readonly string[]): Schema => ({ type: 'string', enum: values });

/** All of `required` and, of the others, what applies. */
function object(properties: Readonly<Record<string, Schema>>, required = Object.keys(properties)): Schema {
  return { type: 'object', properties, required };
}

const policy: Schema = {
  type: 'object',
  description: 'A NetworkPolicy of networking.k8s.io/v1, without managedFields.',
};
const id: Schema = { type: 'string', description: '`namespace/name` of the policy.' };
const base = object({ uid: text, resourceVersion: text });

const writeResult = {
  id,
  outcome: oneOf('created', 'changed', 'deleted', 'unchanged', 'refused', 'skipped', 'unknown'),
  resourceVersion: text,
  warnings: list(text),
  refusal: ref('Refusal'),
};
const ALWAYS = ['id', 'outcome', 'warnings'];
const kind = ref('KindHealth');

export const SCHEMAS: Readonly<Record<string, Schema>> = {
  Error: object({ error: object({ code: text, message: { ...text, description: 'A sentence for people.' } }) }),
  KindHealth: object(
    {
      state: oneOf('live', 'connecting', 'reconnecting', 'stale', 'forbidden', 'absent', 'polling'),
      ageMs: {
        type: ['integer', 'null'],
        minimum: 0,
        description: 'Since the last byte heard; null before the first.',
      },
      count: { ...count, description: 'All objects of the kind that are known, also while they are stale.' },
      expected: {
        ...count,
        description: 'While the first list is being read: how many there are, as far as the cluster says.',
      },
      error: { ...text, description: 'A sentence that names the cause.' },
    },
    ['state', 'ageMs', 'count'],
  ),
  State: object(
    {
      revision: { ...count, description: 'Of the last snapshot; 0 before the first. Grows with every change.' },
      epoch: { ...text, description: 'Changes where revisions begin anew: another cluster, or a restart.' },
      incomplete: list({
        ...text,
        description: 'Kinds of which the map holds only a part as yet; absent when it holds all that may be read.',
      }),
      kinds: object(
        {
          namespaces: kind,
          pods: kind,
          networkpolicies: kind,
          services: kind,
          nodes: kind,
          policyendpoints: { ...kind, description: 'Where the cluster has this custom resource.' },
        },
        ['namespaces', 'pods', 'networkpolicies', 'services', 'nodes'],
      ),
    },
    ['revision', 'kinds'],
  ),
  Connections: object({
    epoch: text,
    revision: count,
    level: oneOf('workload', 'pod'),
    totals: { type: 'object', description: 'How many pairs are allowed of all there are.' },
    connections: list(ref('Connection')),
  }),
  Connection: object(
    {
      source: { ...text, description: '`namespace/name[Kind]`, or a range of addresses outside the cluster.' },
      destination: text,
      ports: {
        type: 'object',
        description: 'Inclusive ranges by protocol; a protocol without ports is absent. As `netpol list` prints them.',
        additionalProperties: list({ type: 'array', items: { type: 'integer', minimum: 1, maximum: 65535 } }),
      },
      partial: { const: true, description: 'Not every pair of pods of the two has exactly these ports.' },
    },
    ['source', 'destination', 'ports'],
  ),
  Refusal: object({
    status: { type: 'integer' },
    reason: text,
    message: { ...text, description: 'In the words of the API server.' },
    kind: oneOf(
      'invalid',
      'conflict',
      'changed',
      'exists',
      'forbidden',
      'not-found',
      'busy',
      'unreachable',
      'read-only',
      'other',
    ),
    causes: list(object({ field: text, reason: text, message: text }, ['message'])),
  }),
  PolicyWrite: {
    oneOf: [
      object(
        {
          action: { const: 'put' },
          id,
          object: { description: 'The draft as JSON, nothing dropped.' },
          base: { oneOf: [base, { type: 'null' }], description: 'What the edit began from; null for a new policy.' },
          exactly: { const: true, description: 'Replace what is stored instead of applying to it.' },
        },
        ['action', 'id', 'object', 'base'],
      ),
      object({ action: { const: 'delete' }, id, base }),
    ],
  },
  PreviewRequest: object({ writes: list(ref('PolicyWrite')), force: flag }, ['writes']),
  PreviewAnswer: object(
    {
      previewId: { ...text, description: 'Used once, within ten minutes. Absent when something was refused.' },
      writes: list(
        object(
          {
            id,
            outcome: oneOf('create', 'change', 'delete', 'unchanged', 'refused'),
            before: policy,
            after: { ...policy, description: 'What the server would store.' },
            kept: list(object({ field: text, managers: list(text) })),
            warnings: list(text),
            refusal: ref('Refusal'),
          },
          ALWAYS,
        ),
      ),
    },
    ['writes'],
  ),
  ApplyRequest: object(
    {
      previewId: text,
      confirmWithinSeconds: { type: 'integer', minimum: 1, description: 'Undone by itself after so long unless kept.' },
    },
    ['previewId'],
  ),
  ApplyAnswer: object(
    { applyId: text, writes: list(object(writeResult, ALWAYS)), undoesInSeconds: { type: 'number' } },
    ['applyId', 'writes'],
  ),
  ApplyName: object({ applyId: text }),
  History: object({
    entries: list(
      object(
        {
          id: text,
          time: { ...text, format: 'date-time' },
          action: oneOf('apply', 'undo'),
          undoes: text,
          byCountdown: { const: true },
          user: text,
          cluster: object({ name: text, uid: text }, ['name']),
          writes: list(object({ ...writeResult, before: policy, after: policy }, ALWAYS)),
          undoable: flag,
        },
        ['id', 'time', 'action', 'cluster', 'writes', 'undoable'],
      ),
    ),
  }),
};
