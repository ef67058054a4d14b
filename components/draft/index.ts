/** The draft panel beside the map, and what is said of texts that left it. */
export { DraftNoticeBar } from './draft-notice.tsx';
export { DraftPanel } from './draft-panel.tsx';
