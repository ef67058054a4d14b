/** One grammar for everything that can be selected: what it is, what may come in, what may go out, and why. */
export { Inspector } from './inspector.tsx';
