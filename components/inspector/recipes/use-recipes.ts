'use client';
import { useEffect, useState } from 'react';
import type { RecipeScope } from '#draft';
import { useProposals, useWorkbench } from '#store';
import type { ProposedRecipe } from '#workbench';

/** Undefined while they are counted; counted anew when the cluster or the draft is another one. */
export function useRecipes(scope: RecipeScope): readonly ProposedRecipe[] | undefined {
  const propose = useProposals();
  const reachability = useWorkbench((state) => state.reachability);
  const draft = useWorkbench((state) => state.draft);
  const [recipes, setRecipes] = useState<readonly ProposedRecipe[]>();
  const asked = JSON.stringify(scope);
  useEffect(() => {
    let isWanted = true;
    void propose({ of: 'recipes', scope: JSON.parse(asked) as RecipeScope }).then((answer) => {
      if (isWanted) setRecipes(answer.of === 'recipes' ? answer.recipes : []);
    });
    return () => {
      isWanted = false;
    };
  }, [propose, asked, reachability, draft]);
  return recipes;
}
