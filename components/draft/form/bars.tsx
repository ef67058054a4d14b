/** Everything and nothing, which must never look alike, and what only the text can say. */

import { FileCode2 } from 'lucide-react';
import type { ReactNode } from 'react';
import type { TextNode } from '#manifest';
import { Icon } from '#ui';
import { FormRow } from './form-row.tsx';
import { useForm } from './form-scope.ts';

/** The open bracket of the map. */
export function EverythingBar({ strong, children }: { strong: string; children?: ReactNode }) {
  return (
    <span className="relative flex min-h-[25px] min-w-0 flex-1 items-center rounded-chip bg-open-wash pr-2 pl-4 text-list text-text-1">
      <span
        aria-hidden
        className="absolute inset-y-1 left-1.5 w-[5px] rounded-l-[3px] border-y-[1.5px] border-l-[1.5px] border-open"
      />
      <span
        aria-hidden
        className="absolute inset-y-0 left-0.5 w-[7px] rounded-l-[4px] border-y border-l border-dashed border-open"
      />
      <span className="min-w-0 truncate">
        <strong className="font-name">{strong}</strong> {children}
      </span>
    </span>
  );
}

/** The wall of the map. */
export function NothingBar({ strong, children, end }: { strong: string; children?: ReactNode; end?: ReactNode }) {
  return (
    <span className="relative flex min-h-[29px] min-w-0 flex-1 items-center gap-2 rounded-chip bg-raised pr-1 pl-4 text-list text-text-2">
      <span aria-hidden className="absolute inset-y-0 left-0 w-[5px] bg-wall" />
      <span className="min-w-0 flex-1 truncate">
        <strong className="font-name text-text-1">{strong}</strong> {children}
      </span>
      {end}
    </span>
  );
}

const REASONS: Readonly<Record<TextNode['reason'], string>> = {
  reference: 'written by reference: it stands in two places',
  'unknown-field': 'no field of a policy',
  'wrong-type': 'of another type than the field has',
  'given-twice': 'given twice',
  'no-peer': 'a range or selectors, one of the two',
};

/** The lines themselves, in their place: never dropped, never moved. */
export function TextWell({ node, level = 3 }: { node: TextNode; level?: number }) {
  const { select } = useForm();
  return (
    <FormRow
      name={`As text: ${node.text}`}
      place={node.place}
      level={level}
      className="my-0.5 items-start bg-sunk py-1"
    >
      <Icon of={FileCode2} className="mt-0.5 shrink-0 text-text-3" />
      <pre className="max-h-24 min-w-0 flex-1 overflow-auto font-mono text-code text-text-2">{node.text}</pre>
      <button
        type="button"
        title={`Not shown as a form: ${REASONS[node.reason]}`}
        onClick={() => select(node.place)}
        className="shrink-0 rounded-cell px-1 text-hint text-text-3 hover:text-text-1"
      >
        as text
      </button>
    </FormRow>
  );
}
