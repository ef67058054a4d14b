import { useWorkbench } from '#store';
import { levelFactsOf } from '#workbench';

/** One for all panels: they ask for the same facts, one after the other. */
const factsOf = levelFactsOf();

/** What the levels of the map tell; undefined where the map draws its workloads one by one. */
export function useLevelFacts() {
  return useWorkbench(factsOf);
}
