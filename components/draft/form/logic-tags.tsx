/** AND is filled and inside a card, OR is hollow and between: shape, place and word say it. Spoken in the rows' names. */

export function AndTag() {
  return (
    <div className="relative flex h-[15px] items-center pl-1.5" aria-hidden>
      <span className="z-10 -ml-3 flex h-[13px] items-center rounded-[2px] bg-text-2 px-1 text-[10px] leading-none font-strong text-canvas">
        AND
      </span>
      <span className="ml-1.5 text-hint text-text-3">in those namespaces</span>
    </div>
  );
}

export function OrTag({ words }: { words?: string }) {
  return (
    <div className="relative z-10 flex h-[17px] items-center" aria-hidden>
      <span className="flex h-[13px] items-center rounded-[6px] border border-line-3 bg-surface px-1 text-[10px] leading-none font-name text-text-1">
        OR
      </span>
      {words && <span className="ml-1.5 text-hint text-text-3">{words}</span>}
    </div>
  );
}
