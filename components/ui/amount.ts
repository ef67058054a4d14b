/** `12,345`; `12,345+` where not all is known and there may be more. Unknown is never written as a number. */
export function amount(count: number, atLeast = false): string {
  return `${count.toLocaleString('en-US')}${atLeast ? '+' : ''}`;
}
