/** Text that others wrote, made safe to print. Pure. */
export { visible, visibleJson } from './visible.ts';
