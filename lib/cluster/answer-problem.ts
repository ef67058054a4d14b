/** An answer of the API server that is not the one hoped for, on its way to who can handle it. */

import type { KubeResponse } from './kube-transport.ts';
import { isFields } from './kubeconfig-file.ts';
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
