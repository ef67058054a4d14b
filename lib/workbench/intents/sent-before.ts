/**
 * Edits that were applied by this page before it was loaded anew, and that the watch had not shown by then: they stand in
 * the draft though they are stored. What was sent is read off the history, so that they leave as they would have.
 */

import type { Edit } from '#draft';
import type { HistoryEntry } from '#stream';
import { sameJson } from '#stream';
import { loadManifest } from '../drafts/load-manifest.ts';
import type { SentEdit } from '../state/state.ts';

type Written = HistoryEntry['writes'][number];

/** Of the edits in the draft those that the entry stored, word for word in what they mean. */
export async function sentBefore(edits: readonly Edit[], { writes }: HistoryEntry): Promise<readonly SentEdit[]> {
  const { parsePolicies, defaultPolicy } = await loadManifest();
  const isStored = (edit: Edit): readonly string[] | undefined => {
    if (edit.action === 'delete') {
      const write = writes.find(({ id, outcome }) => id === edit.baseId && outcome === 'deleted');
      return write && isOfSameBase(edit, write) ? [write.id] : undefined;
    }
    const documents = parsePolicies(edit.text, { defaultNamespace: edit.namespace });
    const ids = documents.flatMap(({ id, policy }) => {
      const write = writes.find((each) => each.id === id);
      if (!write?.after || !policy || !['created', 'changed'].includes(write.outcome)) return [];
      const isSame = sameJson(contentOf(defaultPolicy(policy)), contentOf(defaultPolicy(write.after)));
      return isSame && (id !== edit.baseId || isOfSameBase(edit, write)) ? [write.id] : [];
    });
    return ids.length > 0 && ids.length === documents.length ? ids : undefined;
  };
  return edits.flatMap((edit) => {
    const ids = isStored(edit);
    return ids ? [{ edit, ids }] : [];
  });
}

/** An edit that began from what the write left behind is a newer one, even where it says the same. */
function isOfSameBase({ base }: Edit, { before }: Written): boolean {
  return base?.resourceVersion === before?.metadata.resourceVersion;
}

function contentOf(policy: Readonly<Record<string, unknown>>): unknown {
  const { labels, annotations } = policy.metadata as Readonly<Record<'labels' | 'annotations', object | undefined>>;
  const notEmpty = (fields: object | undefined) => (fields && Object.keys(fields).length > 0 ? fields : undefined);
  return { spec: policy.spec, labels: notEmpty(labels), annotations: notEmpty(annotations) };
}
