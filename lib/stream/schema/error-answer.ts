/** Every error of our HTTP interface, whoever makes it. `code` is for programs, `message` a sentence for people. */

import { Type } from 'typebox';
import { named, oneOf, type Sent, textSchema } from './shapes.ts';

/** Why a request to write cannot be served at all. What the cluster refuses is data of the answer instead. */
const WRITE_PROBLEMS = [
  'read-only',
  'bad-request',
  'preview-unknown',
  'preview-expired',
  'another-cluster',
  'another-user',
  'cluster-unproven',
  'apply-unknown',
  'nothing-to-undo',
  'taken-back',
  'not-recorded',
  'not-connected',
] as const;

/** Why a request is not even looked into, or finds nothing to answer it with. */
const REQUEST_PROBLEMS = [
  'bad-json',
  'encoded',
  'ending',
  'foreign-site',
  'header-missing',
  'internal',
  'no-snapshot',
  'not-a-page',
  'not-found',
  'not-json',
  'signed-out',
  'too-large',
  'too-long',
  'too-many',
  'too-often',
  'wrong-expectation',
  'wrong-host',
  'wrong-method',
  'wrong-target',
] as const;

export type WriteProblemCode = (typeof WRITE_PROBLEMS)[number];
export type ErrorCode = ErrorAnswer['error']['code'];

export const ErrorAnswer = named('Error', {
  error: Type.Object({
    code: oneOf([...WRITE_PROBLEMS, ...REQUEST_PROBLEMS]),
    message: textSchema('A sentence for people.'),
  }),
});
export type ErrorAnswer = Sent<typeof ErrorAnswer>;
