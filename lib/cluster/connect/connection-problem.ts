/** Why no connection could be prepared: the kubeconfig is missing, broken, or names what it does not hold. */

import { visible } from '#terminal';

export type ConnectionProblemCode =
  | 'kubeconfig-missing'
  | 'kubeconfig-broken'
  | 'context-unknown'
  | 'context-missing'
  | 'cluster-unknown'
  | 'user-unknown'
  | 'server-invalid'
  | 'file-missing'
  | 'certificate-invalid'
  | 'exec-refused'
  | 'unsupported';

/** `message` is one clear sentence for the person who started the program; it holds no secret. */
export class ConnectionProblem extends Error {
  readonly code: ConnectionProblemCode;

  constructor(code: ConnectionProblemCode, message: string) {
    // What the kubeconfig says is the text of others: on a terminal it may not move the cursor or hide anything.
    super(visible(message));
    this.name = 'ConnectionProblem';
    this.code = code;
  }
}
