/** Tells on standard error what is being done, in runs over a second and at most once a second. */

export type Progress = (doing: string) => void;

const AFTER_MS = 1000;

export function startProgress(now: () => number, say: (line: string) => void): Progress {
  let next = now() + AFTER_MS;
  return (doing) => {
    if (now() < next) return;
    next = now() + AFTER_MS;
    say(`netpol: ${doing}`);
  };
}
