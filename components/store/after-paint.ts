/** In a page that shows no frames nothing is painted either: it is done all the same. */
const LATEST_MS = 100;

/** Does it once the coming frame is painted, as work that nobody waits for. The answer takes it back. */
export function afterPaint(act: () => void): () => void {
  let turn = 0;
  const cancel = () => {
    cancelAnimationFrame(frame);
    clearTimeout(turn);
    clearTimeout(late);
  };
  const run = () => {
    cancel();
    act();
  };
  const frame = requestAnimationFrame(() => {
    turn = window.setTimeout(run);
  });
  const late = window.setTimeout(run, LATEST_MS);
  return cancel;
}
