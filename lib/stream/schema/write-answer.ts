/** What is answered to a preview, an apply and an undo. */

import { Type } from 'typebox';
import type { NetworkPolicy } from '#engine';
import { named, oneOf, type Sent, textSchema } from './shapes.ts';

export const StoredPolicy = (description: string) => Type.Unsafe<NetworkPolicy>({ type: 'object', description });
const WITHOUT_MANAGED_FIELDS = 'A NetworkPolicy of networking.k8s.io/v1, without managedFields.';
export const before = Type.Optional(StoredPolicy(`${WITHOUT_MANAGED_FIELDS} Absent when nothing was stored.`));

/** Of an answer: the cluster may hold names that could not be asked for. */
const id = textSchema('`namespace/name` of the policy.');

/** Why the server refused, in its own words. */
export const Refusal = named('Refusal', {
  status: Type.Integer(),
  reason: textSchema(),
  message: textSchema('In the words of the API server.'),
  kind: oneOf(
    [
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
    ],
    {
      description:
        'invalid: 422, and 400 or 500 for fields the schema does not know. conflict: another manager owns a field. ' +
        'changed: the object changed or vanished since the base version. no-dry-run: see withoutDryRun.',
    },
  ),
  causes: Type.Array(
    Type.Object({ field: Type.Optional(textSchema()), reason: Type.Optional(textSchema()), message: textSchema() }),
  ),
});
export type Refusal = Sent<typeof Refusal>;

export const KeptField = Type.Object({
  field: textSchema('For example `spec.egress` or `metadata.labels[team]`.'),
  managers: Type.Array(textSchema()),
});
export type KeptField = Sent<typeof KeptField>;

export const WayBack = Type.Object(
  { state: oneOf(['closed', 'unknown']), why: textSchema('A sentence.') },
  {
    description: 'Why it could not be taken back, or why that is not known; absent where nothing stands against it.',
  },
);
export type WayBack = Sent<typeof WayBack>;

export const WritePreview = Type.Object({
  id,
  outcome: oneOf(['create', 'change', 'delete', 'unchanged', 'refused']),
  before,
  after: Type.Optional(StoredPolicy('What the server would store (its dry-run answer), never the draft.')),
  notTried: Type.Optional(textSchema('Why the server could not try it; what it would store is unknown.')),
  kept: Type.Optional(
    Type.Array(KeptField, { description: 'What the draft leaves out and the server keeps, because others manage it.' }),
  ),
  wayBack: Type.Optional(WayBack),
  warnings: Type.Array(textSchema()),
  refusal: Type.Optional(Refusal),
});
export type WritePreview = Sent<typeof WritePreview>;

export const PreviewAnswer = named('PreviewAnswer', {
  previewId: Type.Optional(
    textSchema(
      'Names exactly these bodies; used once, within ten minutes. Absent when something was refused or not held.',
    ),
  ),
  unprovenCluster: Type.Optional(
    textSchema(
      'Nothing will tell whether it is this cluster that an apply reaches: it is refused, unless its `clusterName` says this.',
    ),
  ),
  unrecorded: Type.Optional(textSchema('Why the journal cannot be written: an apply must say that it knows.')),
  writes: Type.Array(WritePreview, {
    description: 'In the order in which they would be carried out; as they were asked for where one was refused.',
  }),
});
export type PreviewAnswer = Sent<typeof PreviewAnswer>;

export const WriteResult = Type.Object({
  id,
  outcome: oneOf(['created', 'changed', 'deleted', 'unchanged', 'refused', 'skipped', 'unknown']),
  resourceVersion: Type.Optional(textSchema()),
  unlikePreview: Type.Optional(
    Type.Array(textSchema(), {
      description:
        'Fields that were stored otherwise than the preview showed: somebody between the server and its store did that.',
    }),
  ),
  warnings: Type.Array(textSchema()),
  refusal: Type.Optional(Refusal),
});
export type WriteResult = Sent<typeof WriteResult>;

export const ApplyAnswer = named('ApplyAnswer', {
  applyId: textSchema('Names this apply for undo and keep.'),
  writes: Type.Array(WriteResult),
  undoesInSeconds: Type.Optional(Type.Number({ description: 'Until it undoes itself; absent when it does not.' })),
});
export type ApplyAnswer = Sent<typeof ApplyAnswer>;
