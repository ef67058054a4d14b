/** What a gate of a level says: how many others may pass, or what a draft changes there. */

import type { UnitGate } from '#graph';
import type { ColourName } from '../canvas/palette.ts';

export type GateSide = 'ingress' | 'egress';

export interface GateText {
  readonly text: string;
  readonly tone: ColourName;
}

export function gateText(
  { others, byOpenDoor }: UnitGate,
  moves: { readonly lost: number; readonly gained: number } | undefined,
  minimum: boolean,
): readonly GateText[] {
  if (moves === undefined) {
    return [
      { text: `${others}${minimum ? '+' : ''}`, tone: others === 0 ? 'denied' : byOpenDoor ? 'open' : 'allowed' },
    ];
  }
  const { lost, gained } = moves;
  if (lost === 0 && gained === 0) return [{ text: '·', tone: 'text3' }];
  return [
    ...(lost > 0 ? [{ text: `−${lost}`, tone: 'denied' as const }] : []),
    ...(gained > 0 ? [{ text: `+${gained}`, tone: 'allowed' as const }] : []),
  ];
}
