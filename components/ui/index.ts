/** Parts of any screen. No word of this product's trade inside. */
export { Age, type AgeProps } from './age/age.tsx';
export { ageWords } from './age/age-words.ts';
export { useNow } from './age/clock.ts';
export { amount } from './amount.ts';
export { Banner, type BannerProps } from './banner.tsx';
export {
  Button,
  type ButtonLook,
  type ButtonProps,
  IconButton,
  type IconButtonProps,
  LinkButton,
} from './button.tsx';
export { Checkbox, type CheckboxProps } from './checkbox.tsx';
export { Chip, type ChipProps } from './chip.tsx';
export { classNames } from './class-names.ts';
export { Dialog, type DialogProps } from './dialog.tsx';
export { downloadText } from './download-text.ts';
export { EmptyState, type EmptyStateProps } from './empty-state.tsx';
export { FaultBoundary, type FaultBoundaryProps } from './fault-boundary.tsx';
export { Field, type FieldProps } from './field.tsx';
export { FilterField } from './filter-field.tsx';
export { ForeignText, type ForeignTextProps } from './foreign-text.tsx';
export { Icon, type IconProps } from './icon.tsx';
export { Kbd } from './kbd.tsx';
export { KeyRegion } from './key-region.tsx';
export { LongName, type LongNameProps } from './long-name.tsx';
export { Popover, PopoverClose, type PopoverProps } from './popover.tsx';
export { RadioRow, type RadioRowProps } from './radio-row.tsx';
export { type Segment, SegmentedControl, type SegmentedControlProps } from './segmented-control.tsx';
export { TONE_LINE, TONE_TEXT, TONE_WASH, type Tone } from './tone.ts';
export { visibleText } from './visible-text.ts';
