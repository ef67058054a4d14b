/** Remarks in the groups a person reads them by. */

import { HARMS, type Harm, type Remark } from '#draft';

export type Grouping = 'severity' | 'namespace';

export interface RemarkGroup {
  readonly key: string;
  readonly title: string;
  /** Of all its remarks, when grouped by severity. */
  readonly harm?: Harm;
  readonly remarks: readonly Remark[];
}

const TITLES: Readonly<Record<Harm, string>> = {
  exposed: 'Open data stores',
  broken: 'Does not do what it says',
  doubtful: 'Probably not meant',
  wide: 'Wider than needed',
  note: 'Good to know',
};

/** Groups in order of harm, or of the worst in them; remarks keep their order. Empty groups are left out. */
export function groupRemarks(remarks: readonly Remark[], by: Grouping): readonly RemarkGroup[] {
  if (by === 'severity') {
    return HARMS.map((harm) => ({
      key: harm,
      title: TITLES[harm],
      harm,
      remarks: remarks.filter((remark) => remark.harm === harm),
    })).filter((group) => group.remarks.length > 0);
  }
  const names = [...new Set(remarks.map(({ namespace }) => namespace))];
  return names.map((name) => ({
    key: `namespace ${name}`,
    title: name,
    remarks: remarks.filter(({ namespace }) => namespace === name),
  }));
}

/** Every word of the filter stands somewhere in what is shown of the remark. */
export function filterRemarks(remarks: readonly Remark[], filter: string): readonly Remark[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return remarks;
  return remarks.filter(({ title, detail, namespace, policy, workload }) => {
    const text = [title, detail, namespace, policy, workload].join(' ').toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
