/** What an error met while listing or watching means, whatever it was that said so. */

import { AnswerProblem, isTooLarge, sentenceOf } from '../../connect/answer-problem.ts';
import { TransportProblem } from '../../connect/kube-transport.ts';
import { retryAfterMs } from '../../connect/refusal.ts';

export type Failure =
  /** Nothing came for so long that the connection may be dead. */
  | { readonly kind: 'silent' }
  /** Something came that is not Kubernetes, or is more than can be read. */
  | { readonly kind: 'garbled'; readonly message: string }
  /** The cluster is out of reach, or something before it answers in its place. */
  | { readonly kind: 'lost'; readonly message: string; readonly retryAfterMs?: number | undefined }
  /** The cluster answers, and wants to be left alone, or to know who asks. */
  | { readonly kind: 'busy'; readonly message: string; readonly retryAfterMs?: number | undefined }
  /** The version to watch from is too old, or newer than what the server has. */
  | { readonly kind: 'expired'; readonly message: string }
  /** `byRights` where rights are missing; otherwise the cluster does not offer it to anybody. */
  | { readonly kind: 'refused'; readonly message: string; readonly byRights: boolean }
  | { readonly kind: 'absent' }
  /** An error that the API server itself tells of. */
  | { readonly kind: 'server'; readonly message: string }
  /** A fault of this program. */
  | { readonly kind: 'program'; readonly message: string };

/** `now` is wall time: a server may name the moment from which it may be asked again. */
export function failureOf(error: unknown, now: Date): Failure {
  if (error instanceof AnswerProblem) return failureOfAnswer(error, now);
  if (!(error instanceof TransportProblem)) {
    return { kind: 'program', message: error instanceof Error ? error.message : String(error) };
  }
  const { code, message } = error;
  if (code === 'silent') return { kind: 'silent' };
  return { kind: code === 'garbled' || code === 'too-large' ? 'garbled' : 'lost', message };
}

function failureOfAnswer(error: AnswerProblem, now: Date): Failure {
  const { status, message } = error;
  const later = { message: sentenceOf(error), retryAfterMs: retryAfterMs(error.response, now) };
  if (status === 410 || isTooLarge(error)) return { kind: 'expired', message };
  switch (status) {
    case 401:
    case 429:
      return { kind: 'busy', ...later };
    case 403:
    case 405:
      return { kind: 'refused', message, byRights: status === 403 };
    case 404:
      return { kind: 'absent' };
    default:
      return error.isStatus ? { kind: 'server', message } : { kind: 'lost', ...later };
  }
}
