/** How long a reflector waits for what. */

/** Longer silence means the connection may be dead: within a minute of it dying, nothing says `live` any more. */
export const SILENCE_MS = 35_000;
/** Until the head of a watch's answer. */
export const HEAD_MS = 8_000;
export const POLL_MS = 30_000;
/** How soon something new shows: a kind the cluster did not have, and rights that were not there. */
export const ASK_AGAIN_MS = 30_000;
/**
 * Of a kind that was refused before anything of it was read: rights that were granted a moment before the start take a
 * while to reach every API server. After these it is asked like any other.
 */
export const ASK_EARLY_MS: readonly number[] = [2_000, 4_000, 8_000];
export const WIDEN_MS = 30_000;
/** An API server that has just started may refuse what it grants a moment later. */
export const ASK_ONCE_MORE_MS = 10_000;
export const SHORT_WATCH_MS = 1_000;
/** A watch that held so long counts as good. */
export const HEALTHY_MS = 10_000;
/** As often a watch may fail at the same version before the kind is listed anew: lists cost a server in trouble most. */
export const RELIST_EVERY = 5;
/** From so many failures on the waits grow no longer. */
export const SLOWEST = 3;
/** A watch that ends so much earlier than agreed was ended by something else than the agreement. */
export const EARLY_MS = 3_000;
