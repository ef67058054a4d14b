/** One document of a file: its value, and on which line each part of it stands. */

export interface ReadDocument {
  readonly file: string;
  readonly value: unknown;
  /** Line of a path such as `items[3].spec.ingress[0]`, or of its nearest existing ancestor; from 1. */
  lineOf(path: string): number;
}

/** Steps of a path: `items[3].metadata.labels[app.kubernetes.io/name]` to names and numbers. */
export function stepsOf(path: string): (string | number)[] {
  const steps: (string | number)[] = [];
  for (const [, index, bracketed, name] of path.matchAll(/\[(\d+)\]|\[([^\]]*)\]|([^.[\]]+)/g)) {
    steps.push(index !== undefined ? Number(index) : (bracketed ?? name ?? ''));
  }
  return steps;
}
