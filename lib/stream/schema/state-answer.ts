/** How old is what we know, kind by kind: GET /api/v1/state, and the health that the stream sends. */

import { Type } from 'typebox';
import { KINDS, STATE_KINDS, type StateKind } from '../kinds/index.ts';
import { count, flag, named, oneOf, type Sent, textSchema } from './shapes.ts';

export const KindHealth = named('KindHealth', {
  state: oneOf(['live', 'connecting', 'reconnecting', 'stale', 'forbidden', 'absent', 'polling']),
  ageMs: Type.Union([count(), Type.Null()], {
    description: 'Since something of the kind was last understood; null before the first time.',
  }),
  refusalAgeMs: Type.Optional(count('While it is forbidden or absent: since the cluster last said so.')),
  count: count('All objects of the kind that are known, also while they are stale.'),
  expected: Type.Optional(
    count('While the first list is being read: how many there are, as far as the cluster says; count is a minimum.'),
  ),
  namespaces: Type.Optional(
    Type.Array(textSchema(), { description: 'Where the whole cluster may not be read: the namespaces that are.' }),
  ),
  error: Type.Optional(textSchema('A sentence that names the cause.')),
});
export type KindHealth = Sent<typeof KindHealth>;
export type KindState = KindHealth['state'];

const ofEveryKind = Object.fromEntries(STATE_KINDS.map((kind) => [kind, KindHealth])) as Record<
  StateKind,
  typeof KindHealth
>;

const kinds = Type.Object(ofEveryKind, {
  description: 'Of every kind: one the cluster does not have is `absent`, one not to be read `forbidden`.',
});
const retryInMs = Type.Optional(count('Until the cluster is asked again, while there is an attempt to come.'));

export const Health = Type.Object({ kinds, retryInMs });
export type Health = Sent<typeof Health>;

/** An apply that was to take itself back and did not. */
export const FailedUndo = Type.Object({
  applyId: textSchema(),
  policies: Type.Array(textSchema(), { description: 'Ids of those that are still as they were applied.' }),
  message: textSchema('Why, as a sentence.'),
  triedAgain: flag('Whether it is tried again by itself.'),
});
export type FailedUndo = Sent<typeof FailedUndo>;

export const StateAnswer = named('State', {
  revision: count('Of the last snapshot; 0 before the first. Grows with every change.'),
  epoch: Type.Optional(textSchema('Changes where revisions begin anew: another cluster, or a restart.')),
  incomplete: Type.Optional(
    Type.Array(oneOf(KINDS), {
      description: 'Kinds of which the map holds only a part as yet; absent when it holds all that may be read.',
    }),
  ),
  tls: Type.Optional(
    oneOf(['verified', 'unverified', 'none'], {
      description: 'Whether the certificate of the API server is checked; absent before the first snapshot.',
    }),
  ),
  failedUndos: Type.Optional(
    Type.Array(FailedUndo, { description: 'Of the one who asks; absent where there is none.' }),
  ),
  degraded: Type.Optional(textSchema('Why everything here may be late, whatever the kinds say; seldom there.')),
  kinds,
  retryInMs,
});
export type StateAnswer = Sent<typeof StateAnswer>;
