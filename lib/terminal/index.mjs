/** What a program may write on a terminal. Plain JavaScript: also for the starters, before anything is installed. */

export { visible, visibleLines } from './visible.mjs';
