'use client';
import { FilePenLine, Spline } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { EffectSentence } from '#domain';
import type { RecipeScope } from '#draft';
import { grouped, type NetworkPolicy } from '#engine';
import { useIntents, useLook } from '#store';
import { Button, Icon, Kbd, PopoverClose } from '#ui';
import type { ProposedEffect } from '#workbench';
import { OnlyRow } from './only-row.tsx';
import { RecipeRow } from './recipe-row.tsx';
import { useRecipes } from './use-recipes.ts';

/** What is looked at: named by its row. */
export interface LookedAt {
  readonly key: string;
  readonly policies: readonly NetworkPolicy[];
  readonly effect: ProposedEffect;
}

export function RecipeList({ scope, title, onBlank }: { scope: RecipeScope; title: string; onBlank: () => void }) {
  const recipes = useRecipes(scope);
  const intents = useIntents();
  const [looked, setLooked] = useState<LookedAt>();
  const list = useRef<HTMLDivElement>(null);
  const close = useRef<HTMLButtonElement>(null);
  const { look } = useLook();
  const isCounted = recipes !== undefined;
  useEffect(() => {
    // Whoever chose already, while they were counted, keeps the choice.
    if (!isCounted || list.current?.contains(document.activeElement)) return;
    list.current?.querySelector<HTMLElement>('[data-recipe]:not(:disabled)')?.focus();
  }, [isCounted]);
  const onLook = (next: LookedAt) => {
    setLooked(next);
    look(next.policies);
  };
  const take = (chosen: LookedAt | undefined) => {
    if (!chosen || chosen.policies.length === 0) return;
    intents.select(undefined);
    void intents.takePolicies(chosen.policies);
    close.current?.click();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (
      event.key === 'Enter' &&
      event.target instanceof HTMLElement &&
      !event.target.closest('button:not([data-recipe]), select')
    ) {
      event.preventDefault();
      take(looked);
      return;
    }
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    if (event.target instanceof HTMLSelectElement) return;
    event.preventDefault();
    const rows = [...(list.current?.querySelectorAll<HTMLElement>('[data-recipe]') ?? [])];
    const at = rows.findIndex((row) => row === document.activeElement || row.dataset.recipe === looked?.key);
    rows[Math.max(0, Math.min(rows.length - 1, at + (event.key === 'ArrowDown' ? 1 : -1)))]?.focus();
  };
  const allowed = recipes?.[0]?.effect.allowed;
  return (
    <fieldset aria-label={title} onKeyDown={onKeyDown} className="min-w-0">
      <div className="flex items-center gap-2 border-b border-line-1 px-3.5 py-2">
        <h3 className="min-w-0 flex-1 truncate text-body font-name">{title}</h3>
        {allowed !== undefined && <span className="text-hint text-text-3">of {grouped(allowed)} allowed</span>}
      </div>
      <div ref={list} className="max-h-[360px] overflow-y-auto py-1">
        {!recipes && <p className="px-3.5 py-2 text-list text-text-3">Counting what each would change.</p>}
        {recipes?.map(({ recipe, effect }) => (
          <RecipeRow
            key={recipe.key}
            recipe={recipe}
            effect={effect}
            isLooked={looked?.key === recipe.key}
            onLook={() => onLook({ key: recipe.key, policies: recipe.policies, effect })}
            onTake={() => take({ key: recipe.key, policies: recipe.policies, effect })}
          />
        ))}
        {scope.of === 'workload' && <OnlyRow id={scope.id} isLooked={looked?.key === 'only'} onLook={onLook} />}
      </div>
      <div className="flex items-center gap-2 border-t border-line-1 px-3.5 py-2">
        <PopoverClose>
          <Button size="small" icon={<Icon of={FilePenLine} size={12} />} onClick={onBlank}>
            {scope.of === 'workload' ? 'Blank policy that selects it' : 'Blank policy'}
          </Button>
        </PopoverClose>
        {scope.of === 'workload' && (
          <PopoverClose>
            <Button
              size="small"
              icon={<Icon of={Spline} size={12} />}
              onClick={() => intents.draw({ kind: 'workload', id: scope.id })}
            >
              Draw from it <Kbd>C</Kbd>
            </Button>
          </PopoverClose>
        )}
        <PopoverClose>
          <button ref={close} type="button" tabIndex={-1} className="hidden">
            Close
          </button>
        </PopoverClose>
      </div>
      <div className="flex items-center gap-3 border-t border-line-1 px-3.5 py-2.5">
        <div className="min-w-0 flex-1 border-l-2 border-signal-ink pl-2.5 text-list" aria-live="polite">
          {looked ? (
            <EffectSentence effect={looked.effect.words} />
          ) : (
            'Point at one: it is drawn on the map, and nothing is written.'
          )}
        </div>
        <Button
          look="signal"
          size="large"
          disabled={!looked || looked.policies.length === 0}
          onClick={() => take(looked)}
        >
          Draft this
        </Button>
      </div>
    </fieldset>
  );
}
