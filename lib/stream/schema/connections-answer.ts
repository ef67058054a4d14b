/** What is answered to GET /api/v1/connections. */

import { Type } from 'typebox';
import type { ConnectionSet } from '#engine';
import { count, named, oneOf, type Sent, textSchema } from './shapes.ts';

const ports = Type.Unsafe<ConnectionSet>({
  type: 'object',
  description: 'Inclusive ranges by protocol; a protocol without ports is absent. As `netpol list` prints them.',
  additionalProperties: Type.Array(
    Type.Array(Type.Integer({ minimum: 1, maximum: 65535 }), { minItems: 2, maxItems: 2 }),
  ),
});

export const ConnectionAnswer = named('Connection', {
  source: textSchema('`namespace/name[Kind]`, or a range of addresses outside the cluster.'),
  destination: textSchema(),
  ports,
  unknown: Type.Optional(
    Type.Literal(true, { description: 'Policies of kinds that are not judged may decide otherwise.' }),
  ),
  partial: Type.Optional(
    Type.Literal(true, { description: 'Not every pair of pods of the two has exactly these ports.' }),
  ),
});

export const ConnectionsAnswer = named('Connections', {
  epoch: textSchema(),
  revision: count(),
  level: oneOf(['workload', 'pod']),
  totals: Type.Object(
    {
      pairs: count(),
      allowed: count(),
      byRule: count(),
      open: count(),
      denied: count(),
      unknown: Type.Optional(count()),
    },
    {
      description:
        'Ordered pairs of different workloads: pairs = allowed + denied + unknown, allowed = byRule + open. `unknown` is ' +
        'absent where the cluster has no policies of kinds that are not judged.',
    },
  ),
  connections: Type.Array(ConnectionAnswer),
});
export type ConnectionsAnswer = Sent<typeof ConnectionsAnswer>;
