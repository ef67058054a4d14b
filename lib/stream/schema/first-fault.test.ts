import { expect, test } from 'vitest';
import { ApplyName, ApplyRequest, firstFault, PreviewRequest } from '#stream/schema';

const base = { uid: 'u', resourceVersion: '1' };
const put = { action: 'put', id: 'shop/web', object: {}, base };
const remove = { action: 'delete', id: 'shop/web', base };
const writes = (...all: unknown[]) => ({ writes: all });
const without = (from: object, name: string) =>
  Object.fromEntries(Object.entries(from).filter(([key]) => key !== name));

test.each([
  ['a put', writes(put)],
  ['a put of a new policy', writes({ ...put, base: null })],
  ['a put of what is no policy, which is for the cluster to refuse', writes({ ...put, object: 7 })],
  ['a delete', writes(remove)],
  ['a hundred writes', { ...writes(...Array(100).fill(remove)), force: true, hold: false, withoutDryRun: true }],
])('%s may be asked for', (_, request) => expect(firstFault(PreviewRequest, request)).toBeUndefined());

test.each([
  ['nothing', null, 'The body is to be a JSON object.'],
  ['a list', [], 'The body is to be a JSON object.'],
  ['no writes', {}, 'writes is missing.'],
  ['no list of writes', { writes: {} }, 'writes is to be a list of between 1 and 100.'],
  ['an empty list', writes(), 'writes is to be a list of between 1 and 100.'],
  ['a list of 101', writes(...Array(101).fill(remove)), 'writes is to be a list of between 1 and 100.'],
  [
    'another field',
    { ...writes(put), dryRun: true },
    '"dryRun" means nothing here; known are writes, force, hold, withoutDryRun.',
  ],
  ['a flag that is a text', { ...writes(put), force: 'yes' }, 'force is to be true or false.'],
  ['a write that is a text', writes('put'), 'writes[0] is to be a JSON object.'],
  ['another action', writes(put, { ...put, action: 'patch' }), 'writes[1].action is to be put or delete.'],
  ['no action', writes(without(put, 'action')), 'writes[0].action is to be put or delete.'],
  ['no id', writes(without(put, 'id')), 'writes[0].id is missing.'],
  ['an id that leads elsewhere', writes({ ...put, id: 'a/..' }), 'writes[0].id is to be a usable namespace/name.'],
  ['an id of a number', writes({ ...put, id: 1 }), 'writes[0].id is to be a usable namespace/name.'],
  ['no draft', writes(without(put, 'object')), 'writes[0].object is missing.'],
  ['no base', writes(without(put, 'base')), 'writes[0].base is missing.'],
  ['a base that is a text', writes({ ...put, base: '1' }), 'writes[0].base is to be a JSON object or null.'],
  ['a base without uid', writes({ ...put, base: { resourceVersion: '1' } }), 'writes[0].base.uid is missing.'],
  ['a base of numbers', writes({ ...put, base: { ...base, uid: 1 } }), 'writes[0].base.uid is to be a text.'],
  [
    'a base with more',
    writes({ ...put, base: { ...base, name: 'x' } }),
    '"name" means nothing in writes[0].base; known are uid, resourceVersion.',
  ],
  ['a delete of nothing', writes({ ...remove, base: null }), 'writes[0].base is to be a JSON object.'],
  [
    'a delete with a draft',
    writes({ ...remove, object: {} }),
    '"object" means nothing in writes[0]; known are action, id, base.',
  ],
])('%s is told where and what', (_, request, sentence) => expect(firstFault(PreviewRequest, request)).toBe(sentence));

test.each([
  [{}, 'previewId is missing.'],
  [{ previewId: 1 }, 'previewId is to be a text.'],
  [{ previewId: 'p', confirmWithinSeconds: 0 }, 'confirmWithinSeconds is to be a number between 1 and 3600.'],
  [{ previewId: 'p', confirmWithinSeconds: '9' }, 'confirmWithinSeconds is to be a number between 1 and 3600.'],
  [{ previewId: 'p', unrecorded: 1 }, 'unrecorded is to be true or false.'],
])('an apply with %j is told where and what', (request, sentence) =>
  expect(firstFault(ApplyRequest, request)).toBe(sentence),
);

test('names that every object has are no fields, and long ones are cut', () => {
  const hostile = JSON.parse('{"applyId":"a","__proto__":{}}');
  expect(firstFault(ApplyName, hostile)).toBe('"__proto__" means nothing here; known are applyId.');
  expect(firstFault(ApplyName, { applyId: 'a', ['x'.repeat(5000)]: 1 })?.length).toBeLessThan(200);
});
