/** Findings in the groups a person reads them by. */

import { type Consequence, type Finding, THEMES, tell, themeOf } from '#findings';

export type Grouping = 'severity' | 'namespace';

export interface FindingGroup {
  readonly key: string;
  readonly title: string;
  /** Of all its findings, when grouped by severity. */
  readonly theme?: Consequence;
  readonly findings: readonly Finding[];
}

const TITLES: Readonly<Record<Consequence, string>> = {
  exposed: 'Open data stores',
  broken: 'Does not do what it says',
  doubtful: 'Probably not meant',
  wide: 'Wider than needed',
  note: 'Good to know',
};

/** Groups in order of gravity, or of the gravest in them; findings keep their order. Empty groups are left out. */
export function groupFindings(findings: readonly Finding[], by: Grouping): readonly FindingGroup[] {
  if (by === 'severity') {
    return THEMES.map((theme) => ({
      key: theme,
      title: TITLES[theme],
      theme,
      findings: findings.filter((finding) => themeOf(finding) === theme),
    })).filter((group) => group.findings.length > 0);
  }
  const names = [...new Set(findings.map(({ namespace }) => namespace))];
  return names.map((name) => ({
    key: `namespace ${name}`,
    title: name,
    findings: findings.filter(({ namespace }) => namespace === name),
  }));
}

/** Every word of the filter stands somewhere in what is shown of the finding. */
export function filterFindings(findings: readonly Finding[], filter: string): readonly Finding[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return findings;
  return findings.filter((finding) => {
    const { title, sentence } = tell(finding);
    const { code, namespace, policy, workload } = finding;
    const text = [title, sentence, code, namespace, policy, workload].join(' ').toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
