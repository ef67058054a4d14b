'use client';
import { useEffect, useState } from 'react';
import { useWorkbench } from '#store';
import { liveState } from './header/live-state.ts';

/** Typing changes the effect with every key: speak when the hands rest. */
const REST_MS = 900;

/** Tells a screen reader what the eye sees on the map: the effect of the draft, and the state of the link. */
export function LiveRegion() {
  const sentence = useWorkbench((state) => state.reading.effect?.sentence ?? '');
  const word = useWorkbench((state) => liveState(state.link, state.health).word);
  const spoken = useRested(sentence);
  return (
    <div className="sr-only">
      <p role="status" aria-live="polite" data-testid="effect-spoken">
        {spoken}
      </p>
      <p role="status" aria-live="polite">
        {word === 'Live' ? '' : `The view is ${word.toLowerCase()}.`}
      </p>
    </div>
  );
}

function useRested(text: string): string {
  const [rested, setRested] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), REST_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return rested;
}
