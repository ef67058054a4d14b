/** Keeps the draft in the browser, one entry a cluster. Private windows and full disks must not break typing. */

import type { DraftStorage } from '#workbench';

const PREFIX = 'netpol-studio/draft/';

export const draftStorage: DraftStorage = {
  load(cluster) {
    try {
      return localStorage.getItem(PREFIX + cluster) ?? undefined;
    } catch {
      return undefined;
    }
  },
  save(cluster, text) {
    try {
      if (text === undefined) localStorage.removeItem(PREFIX + cluster);
      else localStorage.setItem(PREFIX + cluster, text);
    } catch {
      // Nothing to do: the draft lives on in this page.
    }
  },
};
