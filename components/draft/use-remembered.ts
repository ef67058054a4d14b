'use client';
/** A choice of this browser that outlives the page. Where nothing can be stored it is the page's alone. */

import { useCallback, useEffect, useState } from 'react';

export function useRemembered<Value extends string>(
  name: string,
  values: readonly Value[],
  first: Value,
): readonly [Value, (value: Value) => void] {
  const [value, setValue] = useState(first);
  useEffect(() => {
    const stored = values.find((one) => one === read(name));
    if (stored) setValue(stored);
  }, [name, values]);
  const remember = useCallback(
    (next: Value) => {
      setValue(next);
      write(name, next);
    },
    [name],
  );
  return [value, remember];
}

function read(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

function write(name: string, value: string): void {
  try {
    localStorage.setItem(name, value);
  } catch {
    // Another visit begins as the first did.
  }
}
