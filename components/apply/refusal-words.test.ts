import { expect, test } from 'vitest';
import type { Edit } from '#draft';
import type { Refusal } from '#stream';
import { refusalWords } from './refusal-words.ts';

const text = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: web
  labels:
    team: b
spec:
  podSelecter: {}
  ingress:
  - ports:
    - port: 0
`;
const edit: Edit = { key: 'a', action: 'put', base: null, baseText: '', text, namespace: 'lab' };
const refusal = (parts: Partial<Refusal>): Refusal => ({
  status: 422,
  reason: 'Invalid',
  message: 'the whole message',
  kind: 'invalid',
  causes: [],
  ...parts,
});

test('an invalid field has its line', () => {
  const causes = [{ field: 'spec.ingress[0].ports[0].port', reason: 'FieldValueInvalid', message: 'Invalid value: 0' }];
  expect(refusalWords(refusal({ causes }), edit, 'lab/web')).toEqual({
    title: 'The server finds it invalid',
    rows: [{ field: 'spec.ingress[0].ports[0].port', line: 11, message: 'Invalid value: 0' }],
  });
});

test('a conflict names the manager and the field', () => {
  const causes = [
    { field: '.metadata.labels.team', reason: 'FieldManagerConflict', message: 'conflict with "board"' },
    {
      field: '.spec.ingress',
      reason: 'FieldManagerConflict',
      message: 'conflict with "argo" using networking.k8s.io/v1',
    },
  ];
  expect(refusalWords(refusal({ kind: 'conflict', status: 409, causes }), edit, 'lab/web').rows).toEqual([
    { field: 'metadata.labels.team', line: 6, manager: 'board', message: 'conflict with "board"' },
    { field: 'spec.ingress', line: 9, manager: 'argo', message: 'conflict with "argo" using networking.k8s.io/v1' },
  ]);
});

test('an unknown field is found in the message, which has no causes', () => {
  const message =
    'failed to create typed patch object (lab/web; networking.k8s.io/v1, Kind=NetworkPolicy): .spec.podSelecter: field not declared in schema';
  expect(refusalWords(refusal({ status: 500, message }), edit, 'lab/web')).toMatchObject({
    message,
    rows: [{ field: 'spec.podSelecter', line: 8, message: 'field not declared in schema' }],
  });
});

test('a refusal of another kind is said in the words of the server', () => {
  expect(refusalWords(refusal({ kind: 'forbidden', status: 403 }), edit, 'lab/web')).toEqual({
    title: 'The server forbids it',
    message: 'the whole message',
    rows: [],
  });
});

test('of several policies in one text the line is that of the one which is refused', () => {
  const causes = [{ field: 'spec.ingress[0].ports[0].port', reason: 'FieldValueInvalid', message: 'Invalid value: 0' }];
  const several = { ...edit, text: `${text}---\n${text.replace('name: web', 'name: db')}` };
  const lineOf = (id: string) => refusalWords(refusal({ causes }), several, id).rows[0]?.line;
  expect([lineOf('lab/web'), lineOf('lab/db'), lineOf('lab/gone')]).toEqual([11, 23, undefined]);
});
