/** `netpol explain`: one verdict, its reasons in both directions, and what would admit it. */

import { isIP } from 'node:net';
import { type Engine, podEnd, type Question, workloadId } from '#engine';
import { visible } from '#terminal';
import type { Arguments } from '../arguments.ts';
import { formatExplanation } from '../format/explain-formats.ts';
import { fixEffect } from '../format/fix-effect.ts';
import { CommandRefusal } from '../problem.ts';
import type { CommandAnswer } from './answer.ts';
import { type CommandSurroundings, load } from './load.ts';

export async function explain(args: Arguments, around: CommandSurroundings): Promise<CommandAnswer> {
  const { engine, isBad } = await load(args, around);
  around.progress('judging');
  const { port, format } = args;
  const protocol = args.protocol ?? (port === undefined ? undefined : 'TCP');
  const question: Question = {
    source: endNamed(engine, args.from ?? ''),
    destination: endNamed(engine, args.to ?? ''),
    ...(protocol ? { protocol } : {}),
    ...(port === undefined ? {} : { port }),
  };
  const decision = engine.decide(question);
  if (decision.verdict === 'unknown' && format === 'json' && decision.because)
    around.say(`netpol: ${decision.because}`);
  const policies = engine.fix(question);
  const effect = format === 'json' && policies.length > 0 ? fixEffect(engine, policies) : undefined;
  const output = formatExplanation(decision, { policies, ...(effect && { effect }) }, format);
  return { output: [output], exitCode: isBad ? 2 : 0 };
}

/**
 * The end that a text names: an address, `ns/name[Kind]`, or `ns/name` where only one has that name. Throws Refusal
 * where there is none.
 */
function endNamed({ snapshot }: Engine, text: string): string {
  if (isIP(text)) return text;
  const ids = new Set<string>();
  for (const pod of snapshot.pods) {
    ids.add(workloadId(pod.namespace, pod.workload));
    ids.add(podEnd(pod));
  }
  const services = (snapshot.services ?? []).map(({ namespace, name }) =>
    workloadId(namespace, { kind: 'Service', name }),
  );
  if (ids.has(text) || services.includes(text)) return text;
  const short = [...ids].filter((id) => id.startsWith(`${text}[`));
  const workloads = short.filter((id) => !id.endsWith('[Pod]'));
  const [only, other] = workloads.length > 0 ? workloads : short;
  const [service] = services.filter((id) => id === `${text}[Service]`);
  if (only === undefined && service !== undefined) return service;
  if (only === undefined)
    throw new CommandRefusal(`${visible(text)} is not in the input; ends are namespace/name[Kind] or an address`);
  if (other !== undefined) throw new CommandRefusal(`${visible(text)} may be ${workloads.join(' or ')}: name its kind`);
  return only;
}
