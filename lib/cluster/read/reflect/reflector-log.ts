/** What a reflector writes to the log: its changes of state, and at most once a minute what it skips. */

import type { Clock } from '../../time/clock.ts';
import type { ReflectorHealth, ReflectorOptions } from './reflector-options.ts';

type Logged = Pick<ReflectorOptions<never>, 'log' | 'namespace'> & { readonly resource: { readonly name: string } };

export function logHealth({ log, resource, namespace }: Logged, before: ReflectorHealth, now: ReflectorHealth): void {
  const { name } = resource;
  if (now.scope !== before.scope) {
    if (before.scope !== 'cluster') log('scope', `${name}: reading the whole cluster again`, 'info');
    else log('scope', `${name}: reading only the namespace ${namespace}`);
  }
  if (now.state === before.state) return;
  const isLost = now.state === 'reconnecting' || now.state === 'forbidden';
  const why = now.error === undefined ? '' : `: ${now.error}`;
  log('kind-state', `${name} ${before.state} -> ${now.state}${why}`, isLost ? 'warn' : 'info');
}

/** A cluster must not be able to fill the log: `tell` is called at most once a minute, with how often it came so far. */
export function onceAMinute(clock: Clock, tell: (why: string, times: number) => void): (why: string) => void {
  let times = 0;
  let toldAt = Number.NEGATIVE_INFINITY;
  return (why) => {
    times++;
    if (clock.now() - toldAt < 60_000) return;
    toldAt = clock.now();
    tell(why, times);
  };
}
