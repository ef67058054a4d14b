import type { DraftReader } from './draft-reader.ts';

/**
 * Reading a draft takes the YAML library, which a worker that nobody drafts in does not need: it loads apart. Whoever
 * runs the analyst may ask for it early, so that it is there also when the server is not.
 */
export async function loadDraftReader(): Promise<DraftReader> {
  const { createDraftReader } = await import('./draft-reader.ts');
  return createDraftReader();
}
