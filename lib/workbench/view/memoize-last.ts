/**
 * Remembers the last answer of a function and gives it again while its arguments are the same objects; with `same`
 * also when a new answer says nothing new.
 */
export function memoizeLast<Arguments extends readonly unknown[], Result>(
  work: (...args: Arguments) => Result,
  same: (before: Result, after: Result) => boolean = () => false,
): (...args: Arguments) => Result {
  let known: { readonly args: Arguments; readonly result: Result } | undefined;
  return (...args) => {
    if (known?.args.every((arg, index) => Object.is(arg, args[index]))) return known.result;
    const result = work(...args);
    known = { args, result: known && same(known.result, result) ? known.result : result };
    return known.result;
  };
}
