'use client';
import { useMemo } from 'react';
import type { NetworkPolicy } from '#engine';
import { parsePolicies, renderPolicy } from '#manifest';
import { classNames } from '#ui';
import { blockAt, type NumberedLine, numbered, termLine } from '../words/yaml-lines.ts';
import { yamlTokens } from '../words/yaml-tokens.ts';

export interface LineMark {
  readonly path: string;
  /** The label that the term is about, where there is one: its own line is marked rather than the selector's. */
  readonly key?: string | undefined;
  readonly note: string;
  /** How the line is marked; as denied where it is left out. */
  readonly look?: 'denied' | 'warning' | 'note';
}

export interface PolicyLinesProps {
  policy: NetworkPolicy;
  /** Show only this rule, below the heading of its direction. */
  rule?: { readonly direction: 'ingress' | 'egress'; readonly rule: number };
  /** Lines to mark, each with a word at its end. */
  marks?: readonly LineMark[];
}

/** Lines of a stored policy with their numbers, as the editor will show them. */
export function PolicyLines({ policy, rule, marks = [] }: PolicyLinesProps) {
  const { lines, notes } = useMemo(() => cut(policy, rule, marks), [policy, rule, marks]);
  return (
    <div className="overflow-x-auto border-t border-line-1 bg-sunk py-1 font-mono text-hint leading-5">
      {lines.map(({ number, text }) => (
        <Line key={number} number={number} text={text} mark={notes.get(number)} />
      ))}
    </div>
  );
}

const LOOKS = {
  denied: { line: 'border-denied bg-[linear-gradient(var(--denied-wash)_0_0)]', note: 'text-denied' },
  warning: { line: 'border-warning bg-[linear-gradient(var(--warning-wash)_0_0)]', note: 'text-warning' },
  note: { line: 'border-open bg-[linear-gradient(var(--open-wash)_0_0)]', note: 'text-open' },
} as const;

function Line({ number, text, mark }: NumberedLine & { mark: LineMark | undefined }) {
  const look = LOOKS[mark?.look ?? 'denied'];
  return (
    <div
      className={classNames(
        'flex min-w-max items-center border-l-[3px] pr-2.5',
        mark === undefined ? 'border-transparent' : `bg-surface ${look.line}`,
      )}
    >
      <span className="tabular w-8 shrink-0 pr-2.5 text-right text-text-2 select-none">{number}</span>
      <code className="flex-1 whitespace-pre">
        {yamlTokens(text).map((token, at) => (
          // The tokens of one line never move within it.
          <span key={`${at} ${token.text}`} className={COLOURS[token.kind]}>
            {token.text}
          </span>
        ))}
      </code>
      {mark !== undefined && (
        <span className={`ml-4 max-w-40 truncate font-sans text-hint ${look.note}`}>{mark.note}</span>
      )}
    </div>
  );
}

const COLOURS = {
  key: 'text-code-key',
  value: 'text-code-value',
  mark: 'text-text-3',
  comment: 'text-code-comment',
} as const;

function cut(policy: NetworkPolicy, rule: PolicyLinesProps['rule'], marks: readonly LineMark[]) {
  const text = renderPolicy(policy);
  const all = numbered(text);
  const [document] = parsePolicies(text, { defaultNamespace: policy.metadata.namespace });
  const lineOf = (path: string) => document?.locate(path).line ?? 1;
  const notes = new Map<number, LineMark>();
  for (const mark of marks) notes.set(termLine(all, lineOf(mark.path), mark.key), mark);
  if (!rule) return { lines: all.slice(lineOf('spec') - 1), notes };
  const heading = lineOf(`spec.${rule.direction}`);
  const first = lineOf(`spec.${rule.direction}[${rule.rule}]`);
  return { lines: [...all.slice(heading - 1, heading), ...blockAt(all, first)], notes };
}
