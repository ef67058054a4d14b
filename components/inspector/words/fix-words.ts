import type { NetworkPolicy } from '#engine';

/** The ports that all of the policies admit: `TCP 8080`, or `any port`. */
export function portsWords(policies: readonly NetworkPolicy[]): string {
  const words = policies.flatMap(({ spec }) =>
    [...(spec?.ingress ?? []), ...(spec?.egress ?? [])].flatMap((rule) =>
      (rule?.ports ?? []).map(({ protocol, port }) =>
        [protocol ?? 'TCP', ...(port === undefined ? [] : [port])].join(' '),
      ),
    ),
  );
  return [...new Set(words)].join(', ') || 'any port';
}
