/** Every attempt to write: who, what, how it changed, what came of it, and the way back. */
export { HistoryScreen } from './history-screen.tsx';
