import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import { classNames } from '#ui';

interface CellWords {
  icon?: ReactNode;
  /** One line where there is no second. */
  title: ReactNode;
  detail?: ReactNode;
  end?: ReactNode;
}

const CELL = 'flex h-full min-w-0 items-center gap-2 border-r border-line-1 px-3 text-left';

function Words({ icon, title, detail, end }: CellWords) {
  return (
    <>
      {icon}
      <span className="flex min-w-0 flex-col">
        <span className="min-w-0 truncate text-list font-medium text-text-1">{title}</span>
        {detail && <span className="min-w-0 truncate text-group leading-[14px] text-text-3">{detail}</span>}
      </span>
      {end}
    </>
  );
}

export type HeaderButtonProps = CellWords &
  Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'title'> & { ref?: Ref<HTMLButtonElement> };

/** A cell that opens something. */
export function HeaderButton({ icon, title, detail, end, className, ...rest }: HeaderButtonProps) {
  return (
    <button
      type="button"
      className={classNames(CELL, 'ring-inside hover:bg-raised aria-expanded:bg-raised', className)}
      {...rest}
    >
      <Words icon={icon} title={title} detail={detail} end={end} />
    </button>
  );
}
