/** Fields that a JSON text gives twice in one object, which JSON.parse passes over. */

/** The text must be valid JSON. Messages as strict decoding gives them: `duplicate field "spec.policyTypes"`. */
export function duplicateJsonFields(text: string): readonly string[] {
  const duplicates: string[] = [];
  const stack: { readonly keys: Set<string> | undefined; field: string; index: number }[] = [];
  // Strings whole, and the characters that open, close and separate: nothing else matters here.
  const tokens = /"(?:[^"\\]|\\.)*"|[{}[\],:]/gs;
  let lastText: string | undefined;
  for (const [token] of text.matchAll(tokens)) {
    const top = stack.at(-1);
    if (token === '{') stack.push({ keys: new Set(), field: '', index: 0 });
    else if (token === '[') stack.push({ keys: undefined, field: '', index: 0 });
    else if (token === '}' || token === ']') stack.pop();
    else if (token === ',' && top !== undefined) top.index += 1;
    else if (token === ':' && top?.keys !== undefined && lastText !== undefined) {
      top.field = JSON.parse(lastText) as string;
      if (top.keys.has(top.field)) duplicates.push(`duplicate field ${JSON.stringify(pathOf(stack))}`);
      top.keys.add(top.field);
    }
    lastText = token;
  }
  return duplicates;
}

function pathOf(stack: readonly { keys: Set<string> | undefined; field: string; index: number }[]): string {
  return stack
    .map((level) => (level.keys === undefined ? `[${level.index}]` : `.${level.field}`))
    .join('')
    .slice(1);
}
