'use client';
import { ListTree } from 'lucide-react';
import { useMemo } from 'react';
import type { Edit } from '#draft';
import { counted, listed } from '#engine';
import { mayBeParted, type PartedText, partText } from '#manifest';
import { useIntents } from '#store';
import { Button, Icon } from '#ui';

/** A text from elsewhere: a List, several documents, or what kubectl printed. It stays as it is until it is parted. */
export function PartingNote({ edit }: { edit: Edit }) {
  const intents = useIntents();
  const parts = useMemo(
    () => (mayBeParted(edit.text) ? partText(edit.text, edit.namespace) : undefined),
    [edit.text, edit.namespace],
  );
  if (!parts) return null;
  return (
    <div
      role="status"
      className="flex shrink-0 items-start gap-2 border-b border-line-1 bg-canvas px-3.5 py-2 text-list"
    >
      <Icon of={ListTree} className="mt-px shrink-0 text-text-2" />
      <p className="min-w-0 flex-1 break-words text-text-1">{wordsOf(parts)}</p>
      <Button onClick={() => void intents.partEdit(edit.key)}>
        {parts.policies.length > 1 ? 'One edit each' : 'Set aside'}
      </Button>
    </div>
  );
}

function wordsOf({ policies, setAside, leftOut }: PartedText): string {
  const holds = counted(policies.length, 'policy').replace('policys', 'policies');
  const fields = setAside.length > 0 ? ` The server alone keeps ${listed(setAside)}.` : '';
  const others = leftOut.length > 0 ? ` ${listed(leftOut)}: neither judged nor written here.` : '';
  return `This text holds ${holds}.${fields}${others}`;
}
