/** What the thread that lists connections says, in this order: too many of them; or a beginning, rows, and an end. */

import type { Reachability } from '#engine';

export type FromConnections =
  | { readonly type: 'too-many'; readonly rows: number }
  | {
      readonly type: 'begin';
      readonly facts: {
        readonly epoch: string;
        readonly revision: number;
        readonly level: string;
        readonly totals: Reachability['totals'];
      };
    }
  /** JSON of some rows, with commas between them. */
  | { readonly type: 'rows'; readonly text: string }
  | { readonly type: 'end' };
