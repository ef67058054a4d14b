/** What the answers of our HTTP interface look like, as JSON Schema. */

import { STATE_KINDS } from '#stream';

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

/** Of a request: what is not named here is refused. */
function asked(properties: Readonly<Record<string, Schema>>, required = Object.keys(properties)): Schema {
  return { ...object(properties, required), additionalProperties: false };
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
  unlikePreview: list({ ...text, description: 'A field that was stored otherwise than the preview showed.' }),
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
        description: 'Since something of the kind was last understood; null before the first time.',
      },
      refusalAgeMs: { ...count, description: 'While it is forbidden or absent: since the cluster last said so.' },
      count: { ...count, description: 'All objects of the kind that are known, also while they are stale.' },
      expected: {
        ...count,
        description: 'While the first list is being read: how many there are, as far as the cluster says.',
      },
      namespaces: list({ ...text, description: 'Where the whole cluster may not be read: the namespaces that are.' }),
      error: { ...text, description: 'A sentence that names the cause.' },
    },
    ['state', 'ageMs', 'count'],
  ),
  State: object(
    {
      revision: { ...count, description: 'Of the last snapshot; 0 before the first. Grows with every change.' },
      retryInMs: { ...count, description: 'Until the cluster is asked again, while it is left in peace.' },
      epoch: { ...text, description: 'Changes where revisions begin anew: another cluster, or a restart.' },
      incomplete: list({
        ...text,
        description: 'Kinds of which the map holds only a part as yet; absent when it holds all that may be read.',
      }),
      tls: {
        ...oneOf('verified', 'unverified', 'none'),
        description: 'Whether the certificate of the API server is checked; absent before the first snapshot.',
      },
      degraded: { ...text, description: 'Why everything here may be late, whatever the kinds say; seldom there.' },
      failedUndos: list({
        ...object({ applyId: text, policies: list(text), message: text, triedAgain: flag }),
        description: 'An apply that was to take itself back and did not.',
      }),
      kinds: {
        ...object(Object.fromEntries(STATE_KINDS.map((name) => [name, kind]))),
        description: 'Of every kind: one the cluster does not have is `absent`, one not to be read `forbidden`.',
      },
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
      'no-dry-run',
      'other',
    ),
    causes: list(object({ field: text, reason: text, message: text }, ['message'])),
  }),
  PolicyWrite: {
    oneOf: [
      asked(
        {
          action: { const: 'put' },
          id,
          object: { description: 'The draft as JSON, nothing dropped.' },
          base: { oneOf: [base, { type: 'null' }], description: 'What the edit began from; null for a new policy.' },
          exactly: { ...flag, description: 'Replace what is stored instead of applying to it.' },
        },
        ['action', 'id', 'object', 'base'],
      ),
      asked({ action: { const: 'delete' }, id, base }),
    ],
  },
  PreviewRequest: asked(
    {
      writes: { ...list(ref('PolicyWrite')), minItems: 1, maxItems: 100, description: 'Each of another policy.' },
      force: { ...flag, description: 'Take over fields that other managers own.' },
      hold: { ...flag, default: true, description: 'false: only a question; there is no previewId to apply.' },
      withoutDryRun: {
        ...flag,
        description: 'Prepare also what a webhook of the cluster does not let the server try.',
      },
    },
    ['writes'],
  ),
  PreviewAnswer: object(
    {
      previewId: { ...text, description: 'Used once, within ten minutes. Absent when something was refused.' },
      unprovenCluster: { ...text, description: 'Nothing will tell whether it is this cluster that an apply reaches.' },
      unrecorded: { ...text, description: 'Why the journal cannot be written: an apply must say that it knows.' },
      writes: list(
        object(
          {
            id,
            outcome: oneOf('create', 'change', 'delete', 'unchanged', 'refused'),
            before: policy,
            after: { ...policy, description: 'What the server would store.' },
            notTried: { ...text, description: 'Why the server could not try it; what it would store is unknown.' },
            kept: list(object({ field: text, managers: list(text) })),
            wayBack: {
              ...object({ state: oneOf('closed', 'unknown'), why: text }),
              description: 'Why it could not be taken back; absent where nothing stands against it.',
            },
            warnings: list(text),
            refusal: ref('Refusal'),
          },
          ALWAYS,
        ),
      ),
    },
    ['writes'],
  ),
  ApplyRequest: asked(
    {
      previewId: text,
      confirmWithinSeconds: {
        type: 'number',
        minimum: 1,
        maximum: 3600,
        description: 'Undone by itself after so long unless kept.',
      },
      clusterName: { ...text, description: 'Where the preview gave `unprovenCluster`: the same, typed by a person.' },
      unrecorded: { ...flag, description: 'Write although the journal cannot be written.' },
    },
    ['previewId'],
  ),
  ApplyAnswer: object(
    { applyId: text, writes: list(object(writeResult, ALWAYS)), undoesInSeconds: { type: 'number' } },
    ['applyId', 'writes'],
  ),
  ApplyName: asked({ applyId: text }),
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
          writes: list(
            object({ action: oneOf('put', 'delete'), ...writeResult, before: policy, after: policy }, ALWAYS),
          ),
          undoesInSeconds: { ...count, description: 'Until it takes itself back, unless it is kept.' },
          undoProblem: { ...text, description: 'Why it was not taken back in time although it was to be.' },
          undoable: flag,
        },
        ['id', 'time', 'action', 'cluster', 'writes', 'undoable'],
      ),
    ),
  }),
};
