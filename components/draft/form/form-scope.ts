'use client';
/** What every part of the form asks for: the form itself, what is selected, and how to act. */

import { createContext, useContext } from 'react';
import type { WorkloadReach } from '#engine';
import type { Hint } from '#findings';
import type { FormAct, FormPlace, PolicyForm } from '#manifest';

export interface FormScope {
  readonly form: PolicyForm;
  /** Namespace of the policy, as the draft has it. */
  readonly namespace: string;
  readonly workloads: readonly WorkloadReach[];
  readonly namespaces: readonly string[];
  /** Path of the element that the cursor is in. */
  readonly selected: string | undefined;
  /** The text does not parse: this is the form of the last one that did. */
  readonly isOld: boolean;
  select(place: FormPlace | undefined): void;
  act(act: FormAct): void;
  /** What the cluster makes of a line. */
  hintAt(line: number | undefined): Hint | undefined;
}

export const FormContext = createContext<FormScope | undefined>(undefined);

export function useForm(): FormScope {
  const scope = useContext(FormContext);
  if (!scope) throw new Error('a part of the form stands outside of it');
  return scope;
}
