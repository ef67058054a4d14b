/**
 * What a program reads from its command line and may write on a terminal. Plain JavaScript: the starters use it on any
 * Node from 20 on, before anything is installed.
 */

/** @typedef {import('./flags.mjs').CommandLine} CommandLine */
/** @typedef {import('./flags.mjs').FlagProblem} FlagProblem */
/** @typedef {import('./flags.mjs').Flags} Flags */

export { readCommandLine } from './flags.mjs';
export { nearest } from './nearest.mjs';
export { sourceStack } from './source-stack.mjs';
export { visible, visibleLines } from './visible.mjs';
