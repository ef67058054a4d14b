/** The elements of a form in the order of its text: what the cursor is in, and what the arrow keys walk through. */

import type { FormPlace, ListForm, PolicyForm, RuleForm, SelectorForm, TextNode } from './policy-form.ts';

/** Every place of the form, outer ones before what is in them. */
export function placesIn(form: PolicyForm): readonly FormPlace[] {
  const found: FormPlace[] = [];
  const add = (place: FormPlace | undefined) => place && found.push(place);
  const selector = (own: SelectorForm | TextNode) => {
    add(own.place);
    if (own.kind === 'text') return;
    for (const part of [...own.requirements, ...own.others]) add(part.place);
  };
  selector(form.subject);
  add(form.types.place);
  for (const { rules } of [form.ingress, form.egress]) {
    add(rules.place);
    for (const rule of itemsOf(rules)) {
      add(rule.place);
      if (rule.kind === 'text') continue;
      for (const list of [rule.peers, rule.ports]) add(list.place);
      for (const peer of itemsOf(rule.peers)) {
        add(peer.place);
        if (peer.kind === 'pods') [peer.namespaces, peer.pods].forEach(selector);
        if (peer.kind === 'range') for (const { place } of peer.except) add(place);
      }
      for (const part of [...itemsOf(rule.ports), ...rule.others]) add(part.place);
    }
  }
  for (const { place } of form.others) add(place);
  return found;
}

export function itemsOf<Item>(list: ListForm<Item> | TextNode): readonly (Item | TextNode)[] {
  return 'items' in list ? list.items : [];
}

export function rulesOf(form: PolicyForm): readonly RuleForm[] {
  return [form.ingress, form.egress].flatMap(({ rules }) =>
    itemsOf(rules).filter((rule): rule is RuleForm => rule.kind === 'rule'),
  );
}

/** The smallest element that a line is one of; undefined where it is none's. */
export function placeAtLine(form: PolicyForm, line: number): FormPlace | undefined {
  return placesIn(form)
    .filter((place) => place.line <= line && line <= place.endLine)
    .reduce<FormPlace | undefined>(
      (best, place) => (!best || place.end - place.start <= best.end - best.start ? place : best),
      undefined,
    );
}
