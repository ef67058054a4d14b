/** Nothing is left out in silence: says how many lines are not drawn, and how to see them. */

import type { MapModel } from '#graph';
import { amount } from '#ui';

export function LeftOutNote({ leftOut, folded }: Pick<MapModel, 'leftOut' | 'folded'>) {
  const words = leftOutWords(leftOut, folded ? 'namespace' : 'workload');
  if (words === '') return null;
  return (
    <p
      className="pointer-events-none absolute bottom-2.5 left-3 rounded-chip border border-line-1 bg-surface px-2 py-0.5 text-hint text-text-2"
      data-testid="map-left-out"
    >
      {words}
    </p>
  );
}

function leftOutWords(leftOut: MapModel['leftOut'], thing: string): string {
  const count = (leftOut?.atRest ?? 0) + (leftOut?.onTop ?? 0);
  if (count === 0) return '';
  const number = amount(count);
  return leftOut?.onTop
    ? `${number} more lines are not drawn. Select a ${thing} or an edge to see its own.`
    : `${number} lines are too many to read at once. Select a ${thing} to see its own.`;
}
