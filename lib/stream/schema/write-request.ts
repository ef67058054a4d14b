/** What is sent to write: POST /api/v1/preview, apply, undo and keep. */

import { Type } from 'typebox';
import { asked, flag, type Sent, textSchema } from './shapes.ts';

/**
 * A part that can stand in a path: `.` and `..` would lead elsewhere. What else a name must be, and how long it may be,
 * is for the server to say.
 */
const NAME = '[A-Za-z0-9](?:[A-Za-z0-9._-]{0,4094}[A-Za-z0-9_-])?';

export const PolicyName = Type.String({
  title: 'usable namespace/name',
  description: '`namespace/name` of the policy.',
  pattern: `^${NAME}/${NAME}$`,
});

/** What the author saw when the edit began. */
export const BaseVersion = asked({ uid: textSchema(), resourceVersion: textSchema() });
export type BaseVersion = Sent<typeof BaseVersion>;

const Put = asked({
  action: Type.Literal('put'),
  id: PolicyName,
  /** Unknown fields are for the server to refuse. */
  object: Type.Unknown({ description: 'The draft as JSON, nothing dropped.' }),
  base: Type.Union([BaseVersion, Type.Null()], {
    description: 'What the edit began from; null for a new policy.',
  }),
  exactly: Type.Optional(
    flag(
      'Replace what is stored instead of applying to it: what others manage and the draft leaves out goes. Only for a policy that exists.',
    ),
  ),
});

const Delete = asked({ action: Type.Literal('delete'), id: PolicyName, base: BaseVersion });

export const PolicyWrite = Type.Union([Put, Delete], { $id: 'PolicyWrite' });
export type PolicyWrite = Sent<typeof PolicyWrite>;

export const PreviewRequest = asked(
  {
    writes: Type.Array(PolicyWrite, { minItems: 1, maxItems: 100, description: 'Each of another policy.' }),
    force: Type.Optional(flag('Take over fields that other managers own; only after the person said so.')),
    hold: Type.Optional(
      Type.Boolean({ default: true, description: 'false: only a question; there is no previewId to apply.' }),
    ),
    withoutDryRun: Type.Optional(
      flag(
        'Prepare also what a webhook of the cluster does not let the server try; only after the person said so. Everything else is still tried first.',
      ),
    ),
  },
  { $id: 'PreviewRequest' },
);
export type PreviewRequest = Sent<typeof PreviewRequest>;

export const ApplyRequest = asked(
  {
    previewId: textSchema(),
    confirmWithinSeconds: Type.Optional(
      Type.Number({ minimum: 1, maximum: 3600, description: 'Undone by itself after so long unless kept.' }),
    ),
    clusterName: Type.Optional(textSchema('Where the preview gave `unprovenCluster`: the same, typed by a person.')),
    unrecorded: Type.Optional(flag('Write although the journal cannot be written; only after the person said so.')),
  },
  { $id: 'ApplyRequest' },
);
export type ApplyRequest = Sent<typeof ApplyRequest>;

/** Names an apply, to undo it or to keep it. */
export const ApplyName = asked({ applyId: textSchema() }, { $id: 'ApplyName' });
export type UndoRequest = Sent<typeof ApplyName>;
/** Stops the countdown of an apply. */
export type KeepRequest = Sent<typeof ApplyName>;
