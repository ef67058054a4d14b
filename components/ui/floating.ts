/** What popovers, menus and tooltips look like: the only things on a page, beside sheets, that cast a shadow. */
export const FLOATING =
  'z-50 rounded-plate border border-line-2 bg-overlay text-body text-text-1 shadow-popover outline-none ' +
  'max-h-[var(--radix-popper-available-height)] overflow-y-auto';
