/** Our own HTTP front: what listens, who may use it, and what it answers. */

export type * from './front/front.ts';
export { openFront } from './front/front.ts';
export type * from './http/assets.ts';
export { assetsOf, loadAssets } from './http/assets.ts';
export type { Log } from './process/log.ts';
