/** One strip in words, for those who hear the map: the same facts as its marks, in the same order. */

import type { Fold, GateMark, MapEdge, MapModel, Strip, StripId } from '#graph';

export function describeStrip(model: MapModel, id: StripId): string {
  const strips = new Map(model.plates.flatMap((plate) => plate.strips.map((strip) => [strip.id, strip] as const)));
  const strip = strips.get(id);
  if (strip === undefined) return '';
  if (strip.anchor) return `Namespace ${strip.plate}: not readable, its workloads are unknown.`;
  if (strip.fold && strip.id !== 'outside') return describeFold(model, strip, strip.fold);
  const edges = [...model.edges, ...model.overlay];
  const name = (other: StripId) => strips.get(other)?.name ?? other;
  return [
    `${strip.name}, ${whatAndWhere(strip)}.`,
    gateWords('Ingress', strip.ingress),
    gateWords('Egress', strip.egress),
    listWords(
      'Lines in from',
      edges.filter((edge) => edge.destination === id),
      (edge) => name(edge.source),
    ),
    listWords(
      'Lines out to',
      edges.filter((edge) => edge.source === id),
      (edge) => name(edge.destination),
    ),
    strip.note === undefined ? '' : `${strip.note}.`,
  ]
    .filter((part) => part !== '')
    .join(' ');
}

/** `Namespace shop, 14 workloads. Ingress: 12 of 14 isolated, lines from 7 namespaces. …` */
function describeFold(model: MapModel, strip: Strip, fold: Fold): string {
  if (fold.unknown) return `Namespace ${strip.name}: not readable, its workloads are unknown.`;
  const lines = (end: 'source' | 'destination') => model.edges.filter((edge) => edge[end] === strip.id).length;
  return [
    `Namespace ${strip.name}, ${fold.minimum ? 'at least ' : ''}${strip.detail}.`,
    `Ingress: ${fold.closed.ingress} of ${fold.judged} isolated, lines from ${lines('destination')} namespaces.`,
    `Egress: ${fold.closed.egress} of ${fold.judged} isolated, lines to ${lines('source')} namespaces.`,
    fold.lost > 0 ? `The draft removes ${fold.lost} of its pairs.` : '',
    fold.gained > 0 ? `The draft adds ${fold.gained} pairs.` : '',
  ]
    .filter((part) => part !== '')
    .join(' ');
}

function whatAndWhere(strip: Strip): string {
  return strip.id === 'outside'
    ? `outside the cluster, ${strip.detail}`
    : `${strip.kind} in ${strip.plate}, ${strip.detail}`;
}

/** `Ingress isolated, 1 admitted.`; counts with a sign are changes of a draft. */
function gateWords(side: 'Ingress' | 'Egress', mark: GateMark): string {
  const count = mark.text === '·' ? 'no change' : mark.text;
  switch (mark.wall) {
    case 'new':
      return `${side} newly isolated, ${count}.`;
    case 'solid':
      return `${side} isolated, ${count}.`;
    case 'part':
      return `${side} isolated for some of its pods, ${count}.`;
    case 'none':
      return mark.tone === 'unknown' ? `${side} unknown.` : `${side} open, ${count}.`;
  }
}

const MOST_NAMES = 5;

function listWords(lead: string, edges: readonly MapEdge[], name: (edge: MapEdge) => string): string {
  if (edges.length === 0) return '';
  const names = edges.slice(0, MOST_NAMES).map((edge) => `${name(edge)} (${edge.kind})`);
  const more = edges.length > MOST_NAMES ? ` and ${edges.length - MOST_NAMES} more` : '';
  return `${lead} ${names.join(', ')}${more}.`;
}
