/** Our own HTTP front: what listens, who may use it, and what it answers. */
export type * from './assets.ts';
export { assetsOf, loadAssets } from './assets.ts';
export type * from './front.ts';
export { openFront } from './front.ts';
export type { Log } from './log.ts';
