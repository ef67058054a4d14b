export type PanelSide = 'top' | 'bottom';
export type Align = 'start' | 'end';

/** Between the button and the panel, and between the panel and the edge of the window. */
const GAP = 6;
const MARGIN = 8;

/** Moves a panel of fixed position beside a button: on the other side where there is more room, never off the window. */
export function placeBeside(panel: HTMLElement, button: Element, side: PanelSide, align: Align): void {
  const at = button.getBoundingClientRect();
  const above = at.top - GAP - MARGIN;
  const below = innerHeight - at.bottom - GAP - MARGIN;
  const { offsetWidth: width, scrollHeight: height } = panel;
  const turned = side === 'bottom' ? height > below && above > below : height > above && below > above;
  const up = (side === 'top') !== turned;
  const left = align === 'start' ? at.left : at.right - width;
  panel.style.left = `${Math.max(MARGIN, Math.min(left, innerWidth - width - MARGIN))}px`;
  panel.style.maxHeight = `${Math.max(up ? above : below, 80)}px`;
  panel.style.top = up ? 'auto' : `${at.bottom + GAP}px`;
  panel.style.bottom = up ? `${innerHeight - at.top + GAP}px` : 'auto';
  // Only now may it be seen.
  panel.dataset.placed = '';
}
