'use client';
import { useState } from 'react';
import { type Labels, labelName, podsInWords, type WorkloadReach } from '#engine';
import { Chip } from '#ui';

const LABELS_SHOWN = 2;
const COMMON_PREFIX = 'app.kubernetes.io/';

/** What a workload is, as chips: pods, ports, labels. */
export function Facts({ workload }: { workload: WorkloadReach }) {
  return (
    <div className="mt-2 flex flex-wrap gap-1.5">
      <Chip mono>{podsInWords(workload)}</Chip>
      {workload.ports.map(({ protocol, port, name }) => (
        <Chip key={`${protocol} ${port} ${name}`} mono>
          {protocol} {port}
          {name ? ` ${name}` : ''}
        </Chip>
      ))}
      <LabelChips labels={workload.labels} />
    </div>
  );
}

/** Labels that tell workloads apart come first; what tools write comes last. */
const LAST = ['instance', 'created-by', 'managed-by', 'part-of', 'version', 'chart', 'pod-template-hash'];
const FIRST = ['component', 'team', 'tier', 'name', 'app'];

function weight(key: string): number {
  const end = labelName(key);
  const first = FIRST.indexOf(end);
  if (first >= 0) return first;
  return FIRST.length + (LAST.includes(end) ? 1 : 0);
}

/** The first labels; the rest on demand. Hovering gives the whole key where its usual prefix is left out. */
export function LabelChips({ labels, shown = LABELS_SHOWN }: { labels: Labels; shown?: number }) {
  const [all, setAll] = useState(false);
  const entries = Object.entries(labels).sort(([a], [b]) => weight(a) - weight(b));
  const visible = all ? entries : entries.slice(0, shown);
  return (
    <>
      {visible.map(([key, value]) => (
        <Chip key={key} mono title={`${key}=${value}`}>
          <span className="truncate">
            {key.startsWith(COMMON_PREFIX) ? key.slice(COMMON_PREFIX.length) : key}={value}
          </span>
        </Chip>
      ))}
      {visible.length < entries.length && (
        <button
          type="button"
          aria-label={`Show ${entries.length - visible.length} more labels`}
          onClick={() => setAll(true)}
          className="h-[19px] rounded-chip border border-dashed border-line-2 px-1.5 font-mono text-code text-text-2 hover:border-line-3"
        >
          +{entries.length - visible.length}
        </button>
      )}
    </>
  );
}
