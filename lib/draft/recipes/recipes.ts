/** What one may want of a workload, a namespace or the cluster: closing first, and there what keeps most first. */

import type { Engine, WorkloadReach } from '#engine';
import { namespaceRecipes, workloadRecipes } from './close-recipes.ts';
import { dnsRecipe, ingressRecipes } from './open-recipes.ts';
import type { Recipe, RecipeScope } from './recipe.ts';

/** Namespaces of the cluster's own parts, which no recipe closes by itself. */
const OWN_PARTS = /^kube-|^(openshift|calico|tigera|istio|amazon)-/;

export function recipesFor(engine: Engine, scope: RecipeScope): readonly Recipe[] {
  const { workloads } = engine.reachability();
  const judged = workloads.filter(({ hostNetwork }) => !hostNetwork);
  if (scope.of === 'workload') {
    const workload = judged.find(({ id }) => id === scope.id);
    return workload ? ofWorkload(engine, workload) : [];
  }
  const inScope = (namespace: string) =>
    scope.of === 'namespace' ? namespace === scope.name : !OWN_PARTS.test(namespace);
  const namespaces = [...new Set(judged.map(({ namespace }) => namespace))].filter(inScope);
  const closing = namespaces.slice(0, MOST).flatMap((namespace) => {
    const own = namespaceRecipes(engine, namespace);
    return scope.of === 'cluster' ? own.slice(0, 1) : own;
  });
  const isolated = judged.filter(({ namespace, egress }) => inScope(namespace) && egress.isolated !== 'no');
  return [...closing, ...isolated.slice(0, MOST).flatMap((workload) => dnsRecipe(engine, workload))];
}

/** More rows than this nobody reads: who wants another one narrows the scope. */
const MOST = 12;

function ofWorkload(engine: Engine, workload: WorkloadReach): readonly Recipe[] {
  const deny = namespaceRecipes(engine, workload.namespace).slice(0, 1);
  return [
    ...workloadRecipes(engine, workload),
    ...deny,
    ...dnsRecipe(engine, workload),
    ...ingressRecipes(engine, workload),
  ];
}
