'use client';
import { ageWords } from './age-words.ts';
import { useNow } from './clock.ts';

export interface AgeProps {
  /** Reading of `performance.now()` at the moment whose age is shown. */
  since: number;
  /** Words around the age, for example ` ago`. */
  before?: string;
  after?: string;
}

/** Grows once a second; its width stays. */
export function Age({ since, before = '', after = '' }: AgeProps) {
  const now = useNow();
  return (
    <span className="tabular">
      {before}
      {ageWords(now - since)}
      {after}
    </span>
  );
}
