import { classNames } from './class-names.ts';
import { visibleText } from './visible-text.ts';

/** The end of a long name tells it from its siblings, so it is kept and the middle gives way. */
const KEPT = 9;

export interface LongNameProps {
  text: string;
  className?: string;
}

/** A name on one line, cut in the middle where it does not fit; the whole of it on hover. */
export function LongName({ text, className }: LongNameProps) {
  const shown = visibleText(text);
  if (shown.length <= KEPT * 2) {
    return (
      <bdi title={shown} className={classNames('truncate', className)}>
        {shown}
      </bdi>
    );
  }
  return (
    <bdi title={shown} className={classNames('inline-flex max-w-full min-w-0 whitespace-pre', className)}>
      <span className="truncate">{shown.slice(0, -KEPT)}</span>
      <span className="shrink-0">{shown.slice(-KEPT)}</span>
    </bdi>
  );
}
