/** What a person should know before applying, gravest first: warnings, then what cannot be known, then what is sound. */

import {
  counted,
  type Labels,
  type NetworkPolicy,
  otherPolicyKinds,
  type PolicyId,
  policyId,
  type ReachabilityDiff,
  workloadName,
} from '#engine';
import type { PreviewAnswer, ScreenSnapshot, WayBack } from '#stream';
import type { ReviewChoices } from '#workbench';

export interface Risk {
  readonly kind: 'warning' | 'unknown' | 'sound';
  readonly text: string;
}

/** More removed connections than this ask for a typed confirmation. */
const REMOVED_LIMIT = 20;

const MANAGERS: readonly (readonly [mark: string, name: string])[] = [
  ['argocd.argoproj.io/tracking-id', 'Argo CD'],
  ['argocd.argoproj.io/instance', 'Argo CD'],
  ['kustomize.toolkit.fluxcd.io/name', 'Flux'],
  ['helm.toolkit.fluxcd.io/name', 'Flux'],
  ['meta.helm.sh/release-name', 'Helm'],
];

export function risksOf(
  preview: PreviewAnswer,
  diff: ReachabilityDiff | undefined,
  snapshot: ScreenSnapshot,
): readonly Risk[] {
  return [
    ...enforcementRisks(snapshot),
    ...otherPolicyRisks(snapshot),
    ...(diff ? effectRisks(diff) : [UNTOLD]),
    ...managerRisks(preview),
    ...previewRisks(preview),
    ...preview.writes.flatMap((write) =>
      write.warnings.map((text): Risk => ({ kind: 'warning', text: `The server warns: ${text}` })),
    ),
  ].sort((a, b) => rank(a) - rank(b));
}

const UNTOLD: Risk = { kind: 'unknown', text: 'What would change in the cluster is not known.' };

export interface Confirmation {
  readonly type: string;
  readonly because: string;
}

/** What must be typed before the button works, each with why; none when a click is enough. */
export function confirmations(
  preview: PreviewAnswer,
  { force }: ReviewChoices,
  diff: ReachabilityDiff | undefined,
): readonly Confirmation[] {
  const found: Confirmation[] = [];
  const cut = diff?.dns.cut.length ?? 0;
  const removed = diff?.removed.length ?? 0;
  if (cut > 0) found.push({ type: 'cut DNS', because: `DNS is cut for ${counted(cut, 'workload')}.` });
  else if (removed > REMOVED_LIMIT) {
    found.push({ type: String(removed), because: `${removed} allowed connections are removed.` });
  }
  if (!diff) found.push({ type: 'unknown effect', because: 'Nobody can say what this changes.' });
  if (force) found.push({ type: 'take over', because: 'Fields that others manage become yours.' });
  if (preview.writes.some(({ notTried }) => notTried !== undefined)) {
    found.push({ type: 'untried', because: 'The server could not try this first.' });
  }
  if (preview.unprovenCluster !== undefined) {
    const because = 'Nothing will tell whether it is still this cluster that is written to.';
    found.push({ type: preview.unprovenCluster, because });
  }
  if (preview.unrecorded !== undefined) {
    found.push({ type: 'unrecorded', because: 'It is not in the history, nor can it be undone, after a restart.' });
  }
  return found;
}

function enforcementRisks({ enforcement }: ScreenSnapshot): readonly Risk[] {
  switch (enforcement.state) {
    case 'enforced':
      return [];
    case 'unknown':
      return [{ kind: 'unknown', text: `Cannot tell whether policies are enforced. ${enforcement.because}` }];
    default:
      return [
        {
          kind: 'warning',
          text: `Policies are ${enforcement.state === 'partly' ? 'enforced in part only' : 'not enforced'}. ${enforcement.because}`,
        },
      ];
  }
}

/** The effect is that of network policies: what other policies make of it nobody here can tell. */
function otherPolicyRisks({ otherPolicies }: ScreenSnapshot): readonly Risk[] {
  if (otherPolicies.length === 0) return [];
  const text = `The effect is told by network policies alone: ${otherPolicyKinds(otherPolicies)} may decide otherwise.`;
  return [{ kind: 'unknown', text }];
}

function effectRisks(diff: ReachabilityDiff): readonly Risk[] {
  const { removed, dns, isolation } = diff;
  const risks: Risk[] = [];
  for (const { workload, direction, becomes, peersAfter } of isolation) {
    if (becomes !== 'isolated' || peersAfter > 0) continue;
    const text =
      direction === 'ingress'
        ? `No workload may reach ${workloadName(workload)} any more.`
        : `${workloadName(workload)} may reach no workload any more.`;
    risks.push({ kind: 'warning', text });
  }
  if (dns.cut.length > 0)
    risks.push({
      kind: 'warning',
      text: `DNS is cut for ${counted(dns.cut.length, 'workload')}: names no longer resolve there.`,
    });
  if (dns.cutOverTcp.length > 0)
    risks.push({
      kind: 'warning',
      text: `DNS over TCP is cut for ${counted(dns.cutOverTcp.length, 'workload')}: large answers are lost there.`,
    });
  if (dns.cut.length === 0 && dns.cutOverTcp.length === 0)
    risks.push({ kind: 'sound', text: 'DNS stays as it is for every workload.' });
  if (removed.length > 0) {
    const which =
      removed.length === 1 ? 'the removed connection' : `which of the ${removed.length} removed connections`;
    risks.push({
      kind: 'unknown',
      text: `Cannot tell ${removed.length === 1 ? `whether ${which}` : which} carried traffic: flow logs are not read.`,
    });
  }
  if (removed.length > REMOVED_LIMIT) {
    risks.push({ kind: 'warning', text: `${removed.length} removed is over the limit of ${REMOVED_LIMIT}.` });
  } else if (removed.length > 0) {
    const click = dns.cut.length > 0 ? '' : ': no typed confirmation';
    risks.push({ kind: 'sound', text: `${removed.length} removed is within the limit of ${REMOVED_LIMIT}${click}.` });
  }
  return risks;
}

/** Where what will be stored is not what the effect was worked out from, or leaves no trace. */
function previewRisks({ writes, unrecorded }: PreviewAnswer): readonly Risk[] {
  const risks = writes.flatMap(({ id, kept = [], notTried, wayBack }): Risk[] => {
    const fields = kept.map(({ field }) => field).filter((field) => field.startsWith('spec.'));
    return [
      ...(fields.length > 0
        ? [
            {
              kind: 'warning' as const,
              text: `${id} keeps ${fields.join(', ')}: the effect is that of the draft without.`,
            },
          ]
        : []),
      ...(notTried === undefined
        ? []
        : [{ kind: 'unknown' as const, text: `What would be stored of ${id} is unknown: ${notTried}.` }]),
      ...(wayBack ? [wayBackRisk(id, wayBack)] : []),
    ];
  });
  return unrecorded === undefined ? risks : [...risks, { kind: 'warning', text: unrecorded }];
}

function wayBackRisk(id: PolicyId, { state, why }: WayBack): Risk {
  if (state === 'closed') return { kind: 'warning', text: `${id} cannot be taken back: ${why}` };
  return { kind: 'unknown', text: `Whether ${id} can be taken back is unknown: ${why}` };
}

/** A tool that keeps the policy as it has it will undo what is applied here. */
function managerRisks(preview: PreviewAnswer): readonly Risk[] {
  const stored = preview.writes.flatMap((write) => write.before ?? []);
  if (stored.length === 0) return [];
  const managed = stored.flatMap((policy) => {
    const name = managerOf(policy);
    return name ? [{ name, policy }] : [];
  });
  if (managed.length === 0) return [{ kind: 'sound', text: 'Not marked as managed by Argo CD, Flux or Helm.' }];
  return managed.map(({ name, policy }) => ({
    kind: 'warning',
    text: `${policyId(policy)} is managed by ${name}, which may undo this.`,
  }));
}

function managerOf({ metadata }: NetworkPolicy): string | undefined {
  const has = (marks: Labels | null | undefined, key: string) => !!marks && Object.hasOwn(marks, key);
  const found = MANAGERS.find(([mark]) => has(metadata.labels, mark) || has(metadata.annotations, mark));
  return found?.[1];
}

function rank({ kind }: Risk): number {
  return kind === 'warning' ? 0 : kind === 'unknown' ? 1 : 2;
}
