/** How many may reach a place, in five steps. The number always stands beside the colour. */

export type HeatStep = 0 | 1 | 2 | 3 | 4;

/** By how much a count must leave its step before the colour follows. */
const SLACK = 0.1;

/** `before`: the step that is shown; the colour does not flicker while a count swings about a bound. */
export function heatStep(reach: number, before?: HeatStep): HeatStep {
  const plain = plainStep(reach);
  if (before === undefined || before === plain || plain === 0 || before === 0) return plain;
  if (plain > before) return plainStep(reach / (1 + SLACK)) > before ? plain : before;
  return plainStep(reach / (1 - SLACK)) < before ? plain : before;
}

function plainStep(reach: number): HeatStep {
  if (reach <= 0) return 0;
  return reach < 10 ? 1 : reach < 50 ? 2 : reach < 150 ? 3 : 4;
}
