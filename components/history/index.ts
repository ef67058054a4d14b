/** Every attempt to write: who, what, how it changed, what came of it, and the way back. */
export { HistoryRoom } from './history-room.tsx';
