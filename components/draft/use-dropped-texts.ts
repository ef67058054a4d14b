import { type DragEvent, useState } from 'react';
import { namespaceForDraft, useIntents, useWorkbenchStore } from '#store';
import { MOST_BYTES, sizeWords } from './text-size.ts';

export interface DroppedTexts {
  onDragOver(event: DragEvent): void;
  onDrop(event: DragEvent): void;
  /** Why something was not taken; empty where all was. */
  readonly refused: readonly string[];
}

/** Files and texts that are dropped on the draft become edits; without this the browser would leave the page for them. */
export function useDroppedTexts(): DroppedTexts {
  const intents = useIntents();
  const store = useWorkbenchStore();
  const [refused, setRefused] = useState<readonly string[]>([]);
  const take = async ({ files, text }: { files: readonly File[]; text: string }) => {
    const tooLarge = files.filter(({ size }) => size > MOST_BYTES);
    setRefused(tooLarge.map(({ name, size }) => `${name} was not taken: it has ${sizeWords(size)}.`));
    const texts = await Promise.all(files.filter((file) => !tooLarge.includes(file)).map((file) => file.text()));
    for (const each of [...texts, text]) {
      if (each.trim() !== '') await intents.draftText(each, namespaceForDraft(store.getState()));
    }
  };
  return {
    refused,
    onDragOver: (event) => {
      if (isTaken(event)) event.preventDefault();
    },
    onDrop: (event) => {
      if (!isTaken(event)) return;
      event.preventDefault();
      event.stopPropagation();
      const { dataTransfer } = event;
      const files = [...dataTransfer.files];
      void take({ files, text: files.length === 0 ? dataTransfer.getData('text/plain') : '' });
    },
  };
}

function isTaken({ dataTransfer: { types } }: DragEvent): boolean {
  return types.includes('Files') || types.includes('text/plain');
}
