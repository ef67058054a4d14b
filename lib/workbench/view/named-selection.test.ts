import { describe, expect, it } from 'vitest';
import { analysedWorkbench } from '../fixtures/analysed-workbench.ts';
import { namedSelection } from './named-selection.ts';

const { store } = analysedWorkbench(['web', 'db']);

describe('a link without the kind', () => {
  const reachability = store.getState().reachability;
  if (!reachability) throw new Error('nothing was read');

  it('opens the workload of that name', () => {
    expect(namedSelection({ type: 'workload', id: 'shop/web' }, reachability)).toEqual({
      type: 'workload',
      id: 'shop/web[Deployment]',
    });
    expect(namedSelection({ type: 'edge', source: 'shop/web', destination: 'outside' }, reachability)).toEqual({
      type: 'edge',
      source: 'shop/web[Deployment]',
      destination: 'outside',
    });
  });

  it('is left as it is where it means nothing, or two things', () => {
    const nothing = { type: 'workload', id: 'shop/nowhere' } as const;
    expect(namedSelection(nothing, reachability)).toBe(nothing);
    const [one] = reachability.workloads;
    if (!one) throw new Error('no workload');
    const twice = [one, { ...one, id: `${one.id}2`, kind: 'DaemonSet' }];
    const both = { type: 'workload', id: `${one.namespace}/${one.name}` } as const;
    expect(namedSelection(both, { ...reachability, workloads: twice })).toBe(both);
  });

  it('is resolved once the cluster is known, whenever the link was opened', () => {
    const late = analysedWorkbench(['web']);
    late.intents.select({ type: 'workload', id: 'shop/web' });
    const { selection, peers } = late.store.getState();
    expect(selection).toEqual({ type: 'workload', id: 'shop/web[Deployment]' });
    expect(peers?.of).toBe('shop/web[Deployment]');
  });
});
