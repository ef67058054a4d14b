import { ForeignText } from '#ui';
import type { RichWords } from './policy-words.ts';

/** Words of a policy, with what is typed in mono. Cluster text stays text. */
export function RichText({ words }: { words: readonly RichWords[] }) {
  // The words of one sentence never move within it.
  return words.map((word, at) => <Word key={`${at} ${word.text}`} word={word} />);
}

function Word({ word }: { word: RichWords }) {
  if (word.look === 'strong')
    return (
      <b className="font-strong break-words text-text-1">
        <ForeignText text={word.text} />
      </b>
    );
  if (word.look === 'code')
    return (
      <code className="font-mono text-code break-all text-text-1">
        <ForeignText text={word.text} />
      </code>
    );
  return word.text;
}
