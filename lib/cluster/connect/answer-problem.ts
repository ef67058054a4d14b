/** An answer of the API server that is not the one hoped for, on its way to who can handle it. */

import { isFields } from './json-fields.ts';
import type { KubeResponse } from './kube-transport.ts';
import { refusalOf } from './refusal.ts';

export class AnswerProblem extends Error {
  readonly response: KubeResponse;

  constructor(response: KubeResponse) {
    super(refusalOf(response)?.message ?? `The API server answered with status ${response.status}.`);
    this.name = 'AnswerProblem';
    this.response = response;
  }

  get status(): number {
    return this.response.status;
  }

  /** Whether the API server itself said it, and not something on the way to it. */
  get isStatus(): boolean {
    return isFields(this.response.body) && this.response.body.kind === 'Status';
  }
}

/** What an error means, in a sentence. */
export function sentenceOf(error: unknown): string {
  if (!(error instanceof AnswerProblem)) return error instanceof Error ? error.message : String(error);
  if (error.status === 429) return 'The API server asks us to slow down.';
  if (error.status === 401) return 'The API server does not accept the credentials of the kubeconfig.';
  return error.isStatus ? error.message : `The API server cannot be reached: ${error.message}`;
}

/** The server has not come as far as the version asked for: it was set back, or is another one. */
export function isTooLarge({ response }: AnswerProblem): boolean {
  const refusal = refusalOf(response);
  return (
    response.status === 504 &&
    (refusal?.causes.some((cause) => cause.reason === 'ResourceVersionTooLarge') === true ||
      /too large resource version/i.test(refusal?.message ?? ''))
  );
}
