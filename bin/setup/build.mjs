/** Everything that is made of the sources: bundles for Node, and pages for the browser. */

import { bundle, ensureBundled } from './bundles.mjs';
import { buildPages, ensurePages } from './pages.mjs';

/** `first` is what must hold before half a minute is spent on pages; it may run a bundle, and throws where it fails. */
export async function ensureBuilt(runtime, first) {
  await ensureBundled(runtime);
  await ensurePages(runtime, first);
}

/** Builds whether it is needed or not. */
export async function build(runtime) {
  await bundle(runtime);
  await buildPages(runtime);
}
