import { describe, expect, it } from 'vitest';
import { PALETTE } from './palette-fixture.ts';
import { stylesheet } from './stylesheet.ts';

const rules = stylesheet(PALETTE) as unknown as { selector: string; style: Record<string, unknown> }[];
const styleOf = (selector: string) => rules.find((rule) => rule.selector === selector)?.style;

describe('lines', () => {
  it('take the colour of their verdict from the palette', () => {
    expect(styleOf('edge[kind = "denied"]')).toMatchObject({ 'line-color': PALETTE.denied, 'line-style': 'dashed' });
    expect(styleOf('edge[kind = "rule"]')).toMatchObject({ 'line-color': PALETTE.allowed, 'line-style': 'solid' });
    expect(styleOf('edge[kind = "open"]')?.['line-color']).toBe(PALETTE.open);
    expect(styleOf('edge[kind = "unknown"]')?.['line-color']).toBe(PALETTE.unknown);
  });

  it('of different verdicts differ in more than colour', () => {
    const marks = (kind: string) => {
      const style = styleOf(`edge[kind = "${kind}"]`);
      return `${style?.['line-style']} ${style?.['line-dash-pattern']} ${style?.['target-arrow-shape']} ${style?.width}`;
    };
    // `changed` is allowed as `added` is: their tags tell them apart.
    const kinds = ['rule', 'open', 'denied', 'unknown', 'added', 'removed'];
    expect(new Set(kinds.map(marks)).size).toBe(kinds.length);
  });

  it('that stand back are mixed into the canvas, so that lines on top of each other do not add up', () => {
    expect(styleOf('edge[kind = "rule"].back')?.['line-color']).toBe('rgb(0,71,0)');
  });
});
