/** The browser's storage as the workbench sees it. Private windows and full disks must not break typing. */

import type { DraftStorage, StorageFault } from '#workbench';

export const draftStorage: DraftStorage = {
  names: (prefix) => attempt(() => Object.keys(localStorage).filter((name) => name.startsWith(prefix))) ?? [],
  read: (name) => attempt(() => localStorage.getItem(name)) ?? undefined,
  write(name, text) {
    try {
      localStorage.setItem(name, text);
      return undefined;
    } catch (error) {
      return faultOf(error);
    }
  },
  remove: (name) => void attempt(() => localStorage.removeItem(name)),
};

/** Calls with the name that another tab wrote, or without one where any may have changed. Returns how to stop. */
export function followOtherTabs(changed: (name?: string) => void): () => void {
  const onStorage = ({ storageArea, key }: StorageEvent) => {
    if (attempt(() => storageArea === localStorage)) changed(key ?? undefined);
  };
  // A page that was put to sleep has missed what others wrote meanwhile.
  const onShow = () => {
    if (document.visibilityState === 'visible') changed();
  };
  addEventListener('storage', onStorage);
  addEventListener('pageshow', onShow);
  document.addEventListener('visibilitychange', onShow);
  return () => {
    removeEventListener('storage', onStorage);
    removeEventListener('pageshow', onShow);
    document.removeEventListener('visibilitychange', onShow);
  };
}

/** Calls when the page may be about to go: there is no later moment that can be relied on. */
export function followLeaving(leaving: () => void): () => void {
  const onHide = () => {
    if (document.visibilityState === 'hidden') leaving();
  };
  addEventListener('pagehide', leaving);
  document.addEventListener('visibilitychange', onHide);
  return () => {
    removeEventListener('pagehide', leaving);
    document.removeEventListener('visibilitychange', onHide);
  };
}

function attempt<Value>(act: () => Value): Value | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}

function faultOf(error: unknown): StorageFault {
  return error instanceof DOMException && error.name === 'QuotaExceededError' ? 'full' : 'forbidden';
}
