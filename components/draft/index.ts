/** The draft panel beside the map. */
export { DraftPanel } from './draft-panel.tsx';
