import { classNames } from './class-names.ts';

/** The end of a long name tells it from its siblings, so it is kept and the middle gives way. */
const KEPT = 9;

export interface LongNameProps {
  text: string;
  className?: string;
}

/** A name on one line, cut in the middle where it does not fit; the whole of it on hover. */
export function LongName({ text, className }: LongNameProps) {
  if (text.length <= KEPT * 2) {
    return (
      <span title={text} className={classNames('truncate', className)}>
        {text}
      </span>
    );
  }
  return (
    <span title={text} className={classNames('inline-flex max-w-full min-w-0 whitespace-pre', className)}>
      <span className="truncate">{text.slice(0, -KEPT)}</span>
      <span className="shrink-0">{text.slice(-KEPT)}</span>
    </span>
  );
}
