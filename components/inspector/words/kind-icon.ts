import { Box, CircleDot, Clock, Database, Globe, type LucideIcon, Server, Timer } from 'lucide-react';

const ICONS: Readonly<Record<string, LucideIcon>> = {
  StatefulSet: Database,
  DaemonSet: Server,
  Job: Timer,
  CronJob: Clock,
  Pod: CircleDot,
  Internet: Globe,
};

/** Kinds that are not known here run pods all the same: a box, like a Deployment. */
export function kindIcon(kind: string): LucideIcon {
  return Object.hasOwn(ICONS, kind) ? (ICONS[kind] ?? Box) : Box;
}
