import { grouped, isUnreadable, type OtherPolicy, objectKey, otherPolicyKinds } from '#engine';

export function otherPoliciesTitle(policies: readonly OtherPolicy[]): string {
  const read = policies.filter((policy) => !isUnreadable(policy)).length;
  if (read === 0) return 'There may be policies of other kinds, which may not be read.';
  return `${read === 1 ? '1 policy' : `${grouped(read)} policies`} of other kinds ${read === 1 ? 'is' : 'are'} not judged.`;
}

const NAMED = 3;

/** The kinds, and of few policies their names. */
export function otherPoliciesList(policies: readonly OtherPolicy[]): string {
  const named = policies.filter((policy) => !isUnreadable(policy));
  const names = named.slice(0, NAMED).map(objectKey);
  const more = named.length > NAMED ? ` and ${named.length - NAMED} more` : '';
  return `${otherPolicyKinds(policies)}${names.length > 0 ? ` (${names.join(', ')}${more})` : ''}.`;
}
