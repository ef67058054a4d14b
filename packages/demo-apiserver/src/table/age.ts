/** Ages as kubectl prints them: two units at most, the finer one only while it matters. */

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const YEAR = 365 * DAY;

export function formatAge(since: string | undefined, now: number): string {
  if (since === undefined) return '<unknown>';
  const seconds = Math.floor((now - Date.parse(since)) / 1000);
  if (Number.isNaN(seconds)) return '<unknown>';
  if (seconds < 0) return seconds < -1 ? '<invalid>' : '0s';
  if (seconds < 2 * MINUTE) return `${seconds}s`;
  if (seconds < 10 * MINUTE) return pair(seconds, MINUTE, 'm', 1, 's');
  if (seconds < 3 * HOUR) return `${Math.floor(seconds / MINUTE)}m`;
  if (seconds < 8 * HOUR) return pair(seconds, HOUR, 'h', MINUTE, 'm');
  if (seconds < 2 * DAY) return `${Math.floor(seconds / HOUR)}h`;
  if (seconds < 8 * DAY) return pair(seconds, DAY, 'd', HOUR, 'h');
  if (seconds < 2 * YEAR) return `${Math.floor(seconds / DAY)}d`;
  return seconds < 8 * YEAR ? pair(seconds, YEAR, 'y', DAY, 'd') : `${Math.floor(seconds / YEAR)}y`;
}

function pair(seconds: number, unit: number, letter: string, part: number, partLetter: string): string {
  const rest = Math.floor((seconds % unit) / part);
  const whole = `${Math.floor(seconds / unit)}${letter}`;
  return rest === 0 ? whole : `${whole}${rest}${partLetter}`;
}
