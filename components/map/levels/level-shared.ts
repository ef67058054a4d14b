'use client';
/** What the map of levels and the small map in the panel's foot share: the last picture, and where it is looked at from. */

import { useSyncExternalStore } from 'react';
import type { LevelFrame } from '#workbench';
import type { LevelCamera } from './level-camera.ts';

export interface SharedLevel {
  readonly frame: LevelFrame;
  readonly camera: LevelCamera;
  readonly moveTo: (camera: LevelCamera) => void;
}

let shared: SharedLevel | undefined;
const listeners = new Set<() => void>();

/** Undefined while no level is on screen. */
export function shareLevel(next: SharedLevel | undefined): void {
  shared = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useSharedLevel(): SharedLevel | undefined {
  return useSyncExternalStore(
    subscribe,
    () => shared,
    () => undefined,
  );
}
