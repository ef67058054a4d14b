'use client';
import { useMemo } from 'react';
import type { NetworkPolicy } from '#engine';
import { parsePolicies, renderPolicy } from '#manifest';
import { classNames } from '#ui';
import { yamlTokens } from './yaml-tokens.ts';

export interface PolicyLinesProps {
  policy: NetworkPolicy;
  /** Path of the part to show, with its heading line; absent = the whole spec. */
  around?: string;
  /** Lines to mark, each with a word at its end. */
  marks?: readonly { readonly path: string; readonly note: string }[];
}

/** Lines of a stored policy with their numbers, as the editor will show them. */
export function PolicyLines({ policy, around = 'spec', marks = [] }: PolicyLinesProps) {
  const { lines, first, marked } = useMemo(() => cut(policy, around, marks), [policy, around, marks]);
  return (
    <div className="overflow-x-auto border-t border-line-1 bg-sunk py-1 font-mono text-hint leading-5">
      {lines.map((line, at) => {
        const number = first + at;
        const note = marked.get(number);
        return (
          <div
            key={number}
            className={classNames(
              'flex min-w-max items-center border-l-[3px] pr-2.5',
              note === undefined ? 'border-transparent' : 'border-denied bg-denied-wash',
            )}
          >
            <span className="tabular w-8 shrink-0 pr-2.5 text-right text-text-3 select-none">{number}</span>
            <code className="flex-1 whitespace-pre">
              {yamlTokens(line).map((token, index) => (
                // Tokens of one line never move within it.
                <span key={`${index} ${token.text}`} className={COLOURS[token.kind]}>
                  {token.text}
                </span>
              ))}
            </code>
            {note !== undefined && (
              <span className="ml-4 max-w-40 truncate font-sans text-hint text-denied">{note}</span>
            )}
          </div>
        );
      })}
    </div>
  );
}

const COLOURS = {
  key: 'text-code-key',
  value: 'text-code-value',
  mark: 'text-text-3',
  comment: 'text-code-comment',
} as const;

function cut(policy: NetworkPolicy, around: string, marks: NonNullable<PolicyLinesProps['marks']>) {
  const text = renderPolicy(policy);
  const all = text.split('\n');
  const [document] = parsePolicies(text, { defaultNamespace: policy.metadata.namespace });
  const range = document?.locate(around);
  const first = range?.line ?? 1;
  const last = range ? Math.max(range.line, range.endColumn > 1 ? range.endLine : range.endLine - 1) : all.length;
  const lines = all.slice(first - 1, last);
  while (lines.length > 1 && lines.at(-1)?.trim() === '') lines.pop();
  const marked = new Map<number, string>();
  for (const { path, note } of marks) {
    const line = document?.locate(path).line;
    if (line !== undefined) marked.set(line, note);
  }
  return { lines, first, marked };
}
