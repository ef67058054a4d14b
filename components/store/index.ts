/** Where React meets the workbench: its state and intents, the stream, the worker, the storage and the address. */

export { afterPaint } from './after-paint.ts';
export { draftStorage } from './draft-storage.ts';
export { keptTexts } from './kept-texts.ts';
export { namespaceForDraft, selectedWorkload } from './namespace-for-draft.ts';
export { PlainEditor } from './plain-editor.tsx';
export { SCREENS, type Screen, type ScreenEntry, screenEntry } from './screens.ts';
export { typingPlace } from './typing-place.ts';
export { useFreshHistory } from './use-fresh-history.ts';
export { useLook } from './use-look.ts';
export { useProblems } from './use-problems.ts';
export { showScreen, useScreen } from './use-screen.ts';
export {
  useCompletions,
  useIntents,
  useProposals,
  useQuietly,
  useWorkbench,
  useWorkbenchStore,
  WorkbenchProvider,
} from './workbench-provider.tsx';
export { signOut, whySignedOut } from './write-client.ts';
