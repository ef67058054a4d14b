/** One strip in words, for those who hear the map: the same facts as its marks, in the same order. */

import type { GateMark, MapEdge, MapModel, Strip, StripId } from '#graph';

export function describeStrip(model: MapModel, id: StripId): string {
  const strips = new Map(model.plates.flatMap((plate) => plate.strips.map((strip) => [strip.id, strip] as const)));
  const strip = strips.get(id);
  if (strip === undefined) return '';
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
