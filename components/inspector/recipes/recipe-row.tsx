import type { Recipe, RecipeWords } from '#draft';
import { classNames } from '#ui';
import type { ProposedEffect } from '#workbench';

export interface RecipeRowProps {
  recipe: Recipe;
  effect: ProposedEffect;
  isLooked: boolean;
  onLook: () => void;
  onTake: () => void;
}

/** A sentence with its blanks filled, where it comes from, and what it would remove before it is taken. */
export function RecipeRow({ recipe, effect, isLooked, onLook, onTake }: RecipeRowProps) {
  const nothing = recipe.policies.length === 0;
  return (
    <button
      type="button"
      data-recipe={recipe.key}
      onFocus={onLook}
      // A row that comes to lie under a pointer at rest was not pointed at.
      onPointerMove={({ movementX, movementY }) => {
        if (!isLooked && (movementX !== 0 || movementY !== 0)) onLook();
      }}
      onClick={onTake}
      disabled={nothing}
      className={classNames(
        'ring-inside flex w-full items-start gap-2.5 border-l-[3px] px-3 py-1.5 text-left',
        isLooked ? 'border-signal-ink bg-signal-wash' : 'border-transparent',
        nothing && 'opacity-60',
      )}
    >
      <RecipeGlyph of={recipe.glyph} />
      <span className="min-w-0 flex-1">
        <span className="block text-body text-text-1">
          <Words words={recipe.words} />
        </span>
        <span className="block truncate text-hint text-text-3">{recipe.why}</span>
      </span>
      <EffectCount effect={effect} nothing={nothing} />
    </button>
  );
}

function Words({ words }: { words: readonly RecipeWords[] }) {
  return words.map((word, index) =>
    typeof word === 'string' ? (
      <span key={index}>{word}</span>
    ) : (
      <span key={word.blank} className="mx-0.5 rounded-chip border border-line-2 bg-raised px-1 font-mono text-code">
        {word.blank}
      </span>
    ),
  );
}

export function EffectCount({ effect, nothing }: { effect: ProposedEffect; nothing: boolean }) {
  const { removed, added, isolates, cutsDns } = effect;
  return (
    <span className="shrink-0 text-right text-list tabular">
      {nothing ? (
        <span className="block text-text-3">nothing to do</span>
      ) : removed > 0 ? (
        <span className="block font-name text-denied">−{removed}</span>
      ) : added > 0 ? (
        <span className="block font-name text-allowed">+{added}</span>
      ) : (
        <span className="block font-name text-text-1">0 removed</span>
      )}
      <span className={`block text-hint ${cutsDns > 0 ? 'text-denied' : 'text-text-3'}`}>
        {cutsDns > 0 ? 'cuts DNS' : isolates > 0 ? `isolates ${isolates}` : ' '}
      </span>
    </span>
  );
}

/** What it builds, as a strip with its walls. */
export function RecipeGlyph({ of }: { of: Recipe['glyph'] }) {
  return (
    <svg width={28} height={18} viewBox="0 0 28 18" className="mt-0.5 shrink-0" aria-hidden="true" focusable="false">
      {of === 'way' ? (
        <path d="M1 9h20m0 0-5-4m5 4-5 4" className="fill-none stroke-allowed" strokeWidth={2} />
      ) : (
        <>
          <rect x={3} y={3} width={22} height={12} rx={3} className="fill-none stroke-line-3" />
          {of !== 'egress' && <rect x={1} y={1} width={4} height={16} className="fill-wall" />}
          {of !== 'ingress' && <rect x={23} y={1} width={4} height={16} className="fill-wall" />}
        </>
      )}
    </svg>
  );
}
