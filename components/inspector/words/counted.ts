import { amount } from '#ui';

/** `1 pod`, `2 pods`: the plural is formed by `s` unless given. */
export function countedWords(count: number, one: string, many = `${one}s`): string {
  return `${amount(count)} ${count === 1 ? one : many}`;
}
