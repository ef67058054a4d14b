'use client';
import { useMemo } from 'react';
import { classNames } from '#ui';
import { type PolicySides, policyDiffLines } from './policy-diff-lines.ts';

const SIGNS = { same: ' ', added: '+', removed: '−' } as const;

const LINE_LOOK = {
  same: '',
  added: 'bg-allowed-wash',
  removed: 'bg-denied-wash',
} as const;

const SIGN_LOOK = { same: '', added: 'text-allowed', removed: 'text-denied' } as const;

/** What a policy was and what it is, or would be, in the lines a person would write. */
export function PolicyDiff({ before, after, drafted }: PolicySides) {
  const lines = useMemo(() => policyDiffLines({ before, after, drafted }), [before, after, drafted]);
  return (
    <ol className="overflow-x-auto py-1.5 font-mono text-list leading-[18px]">
      {lines.map((line, index) => (
        // Lines have no identity but their place, and the list is never reordered.
        <li
          key={`${index}`}
          className={classNames('flex w-fit min-w-full px-3', line.kind !== 'fold' && LINE_LOOK[line.kind])}
        >
          {line.kind === 'fold' ? (
            <span className="pl-10 text-text-3">… {line.lines} lines, unchanged</span>
          ) : (
            <>
              <span className={classNames('w-3.5 shrink-0 font-strong', SIGN_LOOK[line.kind])}>{SIGNS[line.kind]}</span>
              <span className="flex-1 whitespace-pre">
                <YamlLine text={line.text} />
              </span>
              {line.byServer && line.kind === 'added' && (
                <span className="shrink-0 pl-4 font-sans text-group text-text-2">added by the server</span>
              )}
            </>
          )}
        </li>
      ))}
    </ol>
  );
}

/** Key and value in their colours; enough for the plain YAML we write ourselves. */
function YamlLine({ text }: { text: string }) {
  const [, lead = '', key, colon = '', value = ''] = /^(\s*(?:- )*)([^\s#:"'][^:]*|"[^"]*")(:)(.*)$/.exec(text) ?? [];
  if (key === undefined) return <span className="text-code-value">{text}</span>;
  return (
    <>
      {lead}
      <span className="text-code-key">{key}</span>
      <span className="text-text-2">{colon}</span>
      <span className="text-code-value">{value}</span>
    </>
  );
}
