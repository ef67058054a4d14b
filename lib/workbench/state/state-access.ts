/** How the intents reach the state: they read it whole and change parts of it, and know nothing of the store. */

import type { WorkbenchState } from './state.ts';

export type GetState = () => WorkbenchState;
export type SetState = (change: Partial<WorkbenchState>) => void;
