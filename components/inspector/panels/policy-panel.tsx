'use client';
import { FilePenLine, ScrollText, Trash2 } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import { VerdictMark } from '#domain';
import { type NetworkPolicy, type PolicyId, parsePolicyKey, policyId, type WorkloadReach } from '#engine';
import { type Finding, nameOf, tell } from '#findings';
import { useIntents, useWorkbench } from '#store';
import { Button, Icon, LongName } from '#ui';
import { FindingsBlock } from '../blocks/findings-block.tsx';
import { PolicyLines } from '../blocks/lazy-policy-lines.ts';
import { countedWords } from '../words/counted.ts';
import { isolatedDirections, rulesOf, type ShapedRule } from '../words/policy-shape.ts';
import { peerWords, rulePortWords, subjectWords } from '../words/policy-words.ts';
import { RichText } from '../words/rich-text.tsx';
import { useDrafting } from '../words/use-drafting.ts';
import { useDraftedPolicy, usePanelPolicies, usePanelReachability } from '../words/use-panel-state.ts';
import { Panel, PanelHeader, Section, Waiting } from './panel.tsx';

/** A policy, stored or drafted: what it says in words, whom it selects, and its lines. */
export function PolicyPanel({ id }: { id: PolicyId }) {
  const policy = usePanelPolicies().find((candidate) => policyId(candidate) === id);
  const drafted = useDraftedPolicy(id);
  const { edit, remove } = useDrafting();
  const { namespace, name } = parsePolicyKey(id);
  return (
    <Panel label={`Policy ${name}`} width="policy">
      <PanelHeader
        kicker={
          <>
            <Icon of={ScrollText} size={13} />
            <span className="truncate">
              {namespace === undefined ? 'Cluster-wide policy' : `Policy in ${namespace}`}
              {drafted && `, ${drafted} in the draft`}
            </span>
          </>
        }
        title={<LongName text={name} />}
        actions={
          policy && (
            <>
              {drafted !== 'new' && (
                <Button icon={<Icon of={Trash2} />} onClick={() => remove(id)}>
                  Draft its removal
                </Button>
              )}
              <Button look="signal" icon={<Icon of={FilePenLine} />} onClick={() => edit(id)}>
                Edit
              </Button>
            </>
          )
        }
      />
      {policy ? (
        <>
          <InWords policy={policy} />
          <Selects policy={policy} />
          <FindingsBlock of={(finding) => finding.policy === id} />
          <Lines policy={policy} />
        </>
      ) : (
        <Waiting>{drafted === 'removed' ? 'The draft removes it.' : 'It is not in the cluster, or no longer.'}</Waiting>
      )}
    </Panel>
  );
}

/** The lines, those that a finding is about marked. */
function Lines({ policy }: { policy: NetworkPolicy }) {
  const findings = useWorkbench((state) => state.findings?.list);
  const id = policyId(policy);
  const marks = useMemo(
    () =>
      (findings ?? []).flatMap((finding) => {
        if (finding.policy !== id) return [];
        const { title } = tell(finding);
        const name = nameOf(finding);
        // The panel is headed by the name already.
        const note = title.startsWith(`${name} `) ? title.slice(name.length + 1) : title;
        return [{ path: finding.path, note, look: LOOK_OF[finding.severity] }];
      }),
    [findings, id],
  );
  return <PolicyLines policy={policy} marks={marks} />;
}

function InWords({ policy }: { policy: NetworkPolicy }) {
  const isolates = isolatedDirections(policy);
  const rules = rulesOf(policy);
  return (
    <Section title="In words">
      {isolates.map((direction) => {
        const own = rules.filter((rule) => rule.direction === direction);
        const lets = direction === 'ingress' ? 'lets in' : 'lets it reach';
        return (
          <div key={direction} className="mb-1.5">
            <p className="text-body text-text-2">
              Isolates <RichText words={subjectWords(policy.spec?.podSelector, policy.metadata.namespace)} /> for{' '}
              {direction}
              {own.length === 0 ? `, and ${lets} nothing.` : `, and ${lets}:`}
            </p>
            <ul>
              {own.map((rule) => (
                <RuleWords key={rule.path} rule={rule} namespace={policy.metadata.namespace} />
              ))}
            </ul>
          </div>
        );
      })}
      {rules.some((rule) => !rule.effective) && (
        <p className="text-list text-warning">
          It also has rules for a direction that its policyTypes leave out: those have no effect.
        </p>
      )}
    </Section>
  );
}

function RuleWords({ rule, namespace }: { rule: ShapedRule; namespace: string }) {
  const ports = (
    <>
      , on <RichText words={rulePortWords(rule.ports)} />
    </>
  );
  if (rule.peers.length === 0) {
    return <RuleRow>everyone, inside and outside the cluster{ports}</RuleRow>;
  }
  return rule.peers.map((peer, at) => (
    // Peers of a stored rule keep their order.
    <RuleRow key={`${rule.path} ${at}`}>
      <RichText words={peerWords(peer, namespace)} />
      {ports}
    </RuleRow>
  ));
}

function RuleRow({ children }: { children: ReactNode }) {
  return (
    <li className="flex items-start gap-2 py-0.5 text-list text-text-2">
      <span className="mt-0.5">
        <VerdictMark kind="rule" />
      </span>
      <span className="min-w-0">{children}</span>
    </li>
  );
}

function Selects({ policy }: { policy: NetworkPolicy }) {
  const { select } = useIntents();
  const reachability = usePanelReachability();
  if (!reachability) return null;
  const id = policyId(policy);
  const selected = reachability.workloads.filter((workload) => isSelected(workload, id));
  return (
    <Section title="Selects" note={countedWords(selected.length, 'workload')}>
      {selected.length === 0 && (
        <p className="text-list text-text-3">No pod has these labels now, so the policy has no effect.</p>
      )}
      <ul className="flex flex-wrap gap-1.5">
        {selected.map((workload) => (
          <li key={workload.id} className="min-w-0">
            <Button
              size="small"
              className="max-w-full"
              title={workload.id}
              onClick={() => select({ type: 'workload', id: workload.id })}
            >
              <LongName text={workload.name} />
            </Button>
          </li>
        ))}
      </ul>
    </Section>
  );
}

const LOOK_OF: Readonly<Record<Finding['severity'], 'denied' | 'warning' | 'note'>> = {
  error: 'denied',
  warning: 'warning',
  info: 'note',
};

function isSelected({ ingress, egress }: WorkloadReach, id: PolicyId): boolean {
  return ingress.isolatedBy.includes(id) || egress.isolatedBy.includes(id);
}
