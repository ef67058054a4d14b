/** Rights change while a program runs: whether what is read may still be read, and whether more may be by now. */

import { AnswerProblem } from '../../connect/answer-problem.ts';
import type { KubeTransport } from '../../connect/kube-transport.ts';
import type { Clock } from '../../time/clock.ts';
import type { Resource } from '../kinds/resource.ts';
import { pathOf, type Scope } from './read-scope.ts';

/** How soon a change of rights shows. */
export const REVIEW_MS = 60_000;

/** Whether a list of this is answered now: yes, with what no, or undefined where that cannot be asked. */
export async function mayList<T>(
  resource: Resource<T>,
  scope: Scope,
  transport: KubeTransport,
  signal: AbortSignal,
): Promise<AnswerProblem | 'yes' | undefined> {
  const request = { method: 'GET', path: pathOf(resource, scope), query: { limit: '1' }, signal } as const;
  const answer = await transport.request(request).catch(() => undefined);
  if (answer?.status === 403) return new AnswerProblem(answer);
  return answer?.status === 200 ? 'yes' : undefined;
}

/** Calls `ask` again and again, for the first time in `firstMs`, until it answers true, or is stopped. */
export function everyReview(clock: Clock, ms: number, firstMs: number, ask: () => Promise<boolean>): { stop(): void } {
  let stopped = false;
  let cancel = clock.after(Math.max(0, firstMs), review);
  async function review(): Promise<void> {
    const enough = await ask().catch(() => false);
    if (!enough && !stopped) cancel = clock.after(ms, review);
  }
  return {
    stop() {
      stopped = true;
      cancel();
    },
  };
}
