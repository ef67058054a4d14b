import { visibleText } from './visible-text.ts';

export interface ForeignTextProps {
  text: string;
  className?: string;
}

/** What a cluster, a file or another program said: it cannot turn round or hide what stands beside it. */
export function ForeignText({ text, className }: ForeignTextProps) {
  return <bdi className={className}>{visibleText(text)}</bdi>;
}
