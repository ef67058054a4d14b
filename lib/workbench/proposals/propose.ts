/** Works out what is asked to be proposed, with the effect of each. */

import { connect, cut, cutPlaces, describeEffect, dnsRule, recipesFor } from '#draft';
import { type Engine, matchesLabels, type NetworkPolicy, type WorkloadId, workloadId } from '#engine';
import type { Proposal, ProposalQuestion, ProposedEffect } from './proposal.ts';

export function propose(engine: Engine, question: ProposalQuestion): Proposal {
  switch (question.of) {
    case 'recipes':
      return {
        of: 'recipes',
        recipes: recipesFor(engine, question.scope).map((recipe) => ({
          recipe,
          effect: effectOf(engine, recipe.policies),
        })),
      };
    case 'connection': {
      const proposal = connect(engine, question.wish, question.choices);
      return { of: 'connection', proposal, effect: effectOf(engine, proposal.policies) };
    }
    case 'dns': {
      const { peers, ports } = dnsRule(engine);
      return { of: 'dns', rule: { to: peers, ports } };
    }
    case 'cut': {
      const places = cutPlaces(engine, question.wish, isDnsOf(engine));
      const place = places[question.place];
      const { keep } = question;
      const policies = place
        ? cut(engine, question.wish, place, keep && (({ workload }) => keep.includes(workload)))
        : [];
      return { of: 'cut', places, policies, effect: effectOf(engine, policies) };
    }
  }
}

function effectOf(engine: Engine, policies: readonly NetworkPolicy[]): ProposedEffect {
  const diff = engine.diff(policies.map((policy) => ({ action: 'put', policy })));
  return {
    allowed: diff.before.totals.allowed,
    removed: diff.removed.length,
    added: diff.added.length,
    changed: diff.changed.length,
    isolates: new Set(diff.isolation.flatMap(({ workload, becomes }) => (becomes === 'isolated' ? [workload] : [])))
      .size,
    cutsDns: diff.dns.cut.length,
    words: describeEffect(diff),
  };
}

function isDnsOf(engine: Engine): (id: WorkloadId) => boolean {
  const { namespace, labels } = engine.inspect([]).dns;
  const servers = engine.snapshot.pods.filter(
    (pod) => pod.namespace === namespace && matchesLabels({ matchLabels: labels }, pod.labels),
  );
  const ids = new Set(servers.map((pod) => workloadId(pod.namespace, pod.workload)));
  return (id) => ids.has(id);
}
