/** The draft panel beside the map. */
export { DraftPanel, type DraftPanelProps } from './draft-panel.tsx';
export type { EditorHandle } from './editor-handle.ts';
