'use client';

/** Above the map: what is shown, what is chosen, the filter, and the views of a draft. */

import { ChevronRight, FilePenLine, Waypoints } from 'lucide-react';
import { Fragment, type Ref } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { parsePolicyKey } from '#engine';
import { useIntents, useWorkbench, useWorkbenchStore } from '#store';
import {
  amount,
  Button,
  FilterField,
  Icon,
  Kbd,
  LinkButton,
  LongName,
  type Segment,
  SegmentedControl,
  visibleText,
} from '#ui';
import {
  areLowerBounds,
  type DraftView,
  firstHit,
  foldingOf,
  hitsOf,
  isFolded,
  levelOf,
  policyCount,
  type Selection,
  unreadableNamespaces,
  type WorkbenchState,
} from '#workbench';
import { DrawingTitle } from '../draw/drawing-title.tsx';
import { LevelControls } from '../levels/level-controls.tsx';
import { LevelPath } from '../levels/level-path.tsx';

const VIEWS: readonly Segment<DraftView>[] = [
  { value: 'before', label: 'Before', title: 'Key 1' },
  { value: 'after', label: 'After', title: 'Key 2' },
  { value: 'changes', label: 'Changes', title: 'Key 3' },
];

export function MapToolbar({ filterRef }: { filterRef: Ref<HTMLInputElement> }) {
  const draftOpen = useWorkbench(
    (state) => (state.draftOpen && state.draft.edits.length > 0) || state.preview !== undefined,
  );
  const selection = useWorkbench((state) => state.selection);
  const drawing = useWorkbench((state) => state.drawing);
  const isPlain = useWorkbench((state) => levelOf(state) === 'plain');
  return (
    <div className="@container flex h-[var(--toolbar-height)] shrink-0 items-center gap-2 border-b border-line-1 bg-canvas px-3 max-narrow:pr-[106px]">
      {drawing ? (
        <DrawingTitle drawing={drawing} />
      ) : draftOpen ? (
        <DraftTitle />
      ) : isPlain ? (
        selection ? (
          <Path selection={selection} />
        ) : (
          <Whole />
        )
      ) : (
        <>
          <LevelPath />
          <Unreadable />
          <ShowAll />
        </>
      )}
      <span className="flex-1" />
      {selection && !draftOpen && isPlain ? <ClearButton /> : null}
      {isPlain ? <DetailSwitch /> : null}
      <LevelControls />
      {draftOpen ? <ViewSwitch /> : <Filter inputRef={filterRef} />}
    </div>
  );
}

function Whole() {
  const words = useWorkbench(scopeWords);
  return (
    <>
      <Icon of={Waypoints} size={14} className="shrink-0 text-text-2" />
      <h2 className="max-w-[40%] shrink-0 truncate text-body font-name">
        <ScopeName />
      </h2>
      <p className="tabular min-w-0 truncate text-body text-text-3">{words}</p>
      <Unreadable />
      <ShowAll />
    </>
  );
}

/** What the map is of: the whole cluster, or the namespaces that were chosen. */
function ScopeName() {
  const namespaces = useWorkbench((state) => state.namespaces);
  if (namespaces === 'all') return 'Whole cluster';
  if (namespaces.length === 0) return 'No namespace';
  return namespaces.length === 1 ? <LongName text={namespaces[0] ?? ''} /> : `${amount(namespaces.length)} namespaces`;
}

/** What cannot be read is said above the map, not only on its plates. */
function Unreadable() {
  const count = useWorkbench((state) => unreadableNamespaces(state).length);
  if (count === 0) return null;
  return (
    <p className="shrink-0 text-body text-unknown">
      {amount(count)} {count === 1 ? 'namespace' : 'namespaces'} not readable
    </p>
  );
}

/** The way back from some namespaces to all. */
function ShowAll() {
  const isPart = useWorkbench((state) => state.namespaces !== 'all');
  const { setNamespaces } = useIntents();
  if (!isPart) return null;
  return (
    <LinkButton className="shrink-0 text-list" onClick={() => setNamespaces('all')}>
      Show all namespaces
    </LinkButton>
  );
}

/** Only where workloads are too many to be read at once is there a choice. */
function DetailSwitch() {
  const { choice, folded } = useWorkbench(useShallow(foldingOf));
  const { setDetail } = useIntents();
  if (choice === 'none') return null;
  const many = choice === 'namespaces only';
  return (
    <SegmentedControl
      label="What is a strip"
      segments={[
        { value: 'namespaces', label: 'Namespaces' },
        {
          value: 'workloads',
          label: 'Workloads',
          disabled: many,
          ...(many && { title: 'Too many to draw at once: choose namespaces first' }),
        },
      ]}
      value={folded ? 'namespaces' : 'workloads'}
      onChange={setDetail}
    />
  );
}

/** `10 workloads in 6 namespaces`, or what part of them is in view. */
function scopeWords(state: WorkbenchState): string {
  const { reachability, namespaces } = state;
  const lowerBounds = areLowerBounds(state);
  if (reachability === undefined) return '';
  const all = reachability.workloads.filter((workload) => !workload.hostNetwork);
  const seen = namespaces === 'all' ? all : all.filter((workload) => namespaces.includes(workload.namespace));
  const places = (list: typeof all) => new Set(list.map((workload) => workload.namespace)).size;
  const count = (number: number, word: string) =>
    `${amount(number, lowerBounds)} ${number === 1 && !lowerBounds ? word : `${word}s`}`;
  const rest = isFolded(state) ? ', nothing left out' : '';
  if (namespaces === 'all') return `${count(all.length, 'workload')} in ${count(places(all), 'namespace')}${rest}`;
  return `${amount(seen.length, lowerBounds)} of ${count(all.length, 'workload')}, and whom they share a line with`;
}

function Path({ selection }: { selection: Selection }) {
  const { select } = useIntents();
  const steps = useWorkbench((state) => JSON.stringify(pathSteps(selection, state)));
  const parsed: PathStep[] = JSON.parse(steps);
  return (
    <nav aria-label="Selection" className="flex min-w-0 items-center gap-2">
      <Icon of={Waypoints} size={14} className="shrink-0 text-text-2" />
      <button
        type="button"
        className="shrink-0 rounded-cell text-body text-text-2 hover:text-text-1"
        onClick={() => select(undefined)}
      >
        <ScopeName />
      </button>
      {parsed.map((step, index) => (
        <Fragment key={step.text}>
          <Icon of={ChevronRight} size={14} className="shrink-0 text-text-3" />
          {index === parsed.length - 1 || step.namespace === undefined ? (
            <span className="truncate text-body font-name">{visibleText(step.text)}</span>
          ) : (
            <button
              type="button"
              className="shrink-0 rounded-cell text-body text-text-2 hover:text-text-1"
              onClick={() => select({ type: 'namespace', name: step.namespace ?? '' })}
            >
              {visibleText(step.text)}
            </button>
          )}
        </Fragment>
      ))}
    </nav>
  );
}

interface PathStep {
  readonly text: string;
  readonly namespace?: string;
}

function pathSteps(selection: Selection, { reachability }: WorkbenchState): PathStep[] {
  const workload = (id: string) => reachability?.workloads.find((each) => each.id === id);
  const name = (id: string) => workload(id)?.name ?? (id === 'outside' ? 'Internet' : id);
  switch (selection.type) {
    case 'workload': {
      const namespace = workload(selection.id)?.namespace;
      return [...(namespace === undefined ? [] : [{ text: namespace, namespace }]), { text: name(selection.id) }];
    }
    case 'edge':
      return [{ text: `${name(selection.source)} to ${name(selection.destination)}` }];
    case 'namespace':
      return [{ text: selection.name }];
    case 'group':
      return [{ text: selection.id }];
    case 'policy': {
      const { namespace, name: own } = parsePolicyKey(selection.id);
      return [...(namespace === undefined ? [] : [{ text: namespace, namespace }]), { text: own }];
    }
  }
}

function ClearButton() {
  const { select } = useIntents();
  return (
    <Button size="small" onClick={() => select(undefined)}>
      Esc clears
    </Button>
  );
}

function Filter({ inputRef }: { inputRef: Ref<HTMLInputElement> }) {
  const filter = useWorkbench((state) => state.filter);
  const store = useWorkbenchStore();
  const { setFilter, select } = useIntents();
  const found = useWorkbench((state) => (state.filter.trim() === '' ? undefined : hitsOf(state.filter, state).length));
  const open = () => {
    const hit = firstHit(filter, store.getState());
    if (hit) select({ type: 'workload', id: hit });
  };
  return (
    <FilterField
      ref={inputRef}
      label="Filter workloads"
      value={filter}
      onChange={setFilter}
      onEnter={open}
      found={found}
      hint={<Kbd>F</Kbd>}
      className={filter === '' ? 'w-[168px]' : 'w-[212px]'}
    />
  );
}

function DraftTitle() {
  const policies = useWorkbench((state) => policyCount(state.draft.edits, state));
  const preview = useWorkbench((state) => state.preview !== undefined);
  const words = preview ? 'preview, not yet in the draft' : policies === 1 ? '1 policy' : `${policies} policies`;
  return (
    <>
      <Icon of={FilePenLine} size={14} className="shrink-0 text-text-2" />
      <h2 className="shrink-0 text-body font-name">Draft</h2>
      <p className="tabular shrink-0 text-body text-text-3">{words}</p>
    </>
  );
}

const GATES_SHOW: Readonly<Record<DraftView, string>> = {
  before: 'Gates show the cluster as it is',
  after: 'Gates show the cluster with the draft',
  changes: 'Gates show the change',
};

function ViewSwitch() {
  const view = useWorkbench((state) => state.view);
  const { setView } = useIntents();
  return (
    <>
      <p className="hidden truncate text-list text-text-3 @min-[520px]:block">{GATES_SHOW[view]}</p>
      <SegmentedControl label="What the map shows" segments={VIEWS} value={view} onChange={setView} look="signal" />
    </>
  );
}
