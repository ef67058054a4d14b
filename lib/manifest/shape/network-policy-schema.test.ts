import { expect, test } from 'vitest';
import { type JsonSchema, networkPolicySchema } from './network-policy-schema.ts';
import { POLICY_SHAPE, type Shape } from './policy-shape.ts';

const SERVER_SIDE = /^metadata\.(?!name$|namespace$|labels|annotations)/;

function pathsOfSchema(schema: JsonSchema, path: string): string[] {
  if (schema.items) return pathsOfSchema(schema.items, `${path}[]`);
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const own = path === '' ? name : `${path}.${name}`;
    return [own, ...pathsOfSchema(field, own)];
  });
}

function pathsOfShape(shape: Shape, path: string): string[] {
  if (shape.is === 'list') return pathsOfShape(shape.of, `${path}[]`);
  if (shape.is !== 'struct') return [];
  return Object.entries(shape.fields).flatMap(([name, field]) => {
    const own = path === '' ? name : `${path}.${name}`;
    return [own, ...pathsOfShape(field, own)];
  });
}

test('the editor knows exactly the fields that the server knows and a person sets', () => {
  const known = pathsOfShape(POLICY_SHAPE, '').filter((path) => !SERVER_SIDE.test(path));
  expect(pathsOfSchema(networkPolicySchema, '').sort()).toEqual(known.sort());
});
