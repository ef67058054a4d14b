'use client';
import type { IpBlock } from '#engine';
import type { OutsideRule } from '../words/outside-rules.ts';
import { peerWords, rulePortWords } from '../words/policy-words.ts';
import { RichText } from '../words/rich-text.tsx';
import { PolicyLink } from './policy-link.tsx';

/** Ranges, what is left out of them, ports, and the rule that says so: one line a range. */
export function OutsideRulesList({ rules }: { rules: readonly OutsideRule[] }) {
  return (
    <ul className="text-list text-text-2">
      {rules.map(({ policy, rule, blocks, ports }) => (
        <li key={`${policy} ${rule}`} className="py-0.5">
          {blocks === 'everyone' ? (
            <p>
              every address, on <RichText words={rulePortWords(ports)} />
            </p>
          ) : (
            blocks.map((block) => (
              <p key={blockKey(block)}>
                <RichText words={peerWords({ ipBlock: block }, '')} />, on <RichText words={rulePortWords(ports)} />
              </p>
            ))
          )}
          <p className="text-hint text-text-3">
            <PolicyLink id={policy} />, rule {rule + 1}
          </p>
        </li>
      ))}
    </ul>
  );
}

function blockKey({ cidr, except }: IpBlock): string {
  return [cidr, ...(except ?? [])].join();
}
