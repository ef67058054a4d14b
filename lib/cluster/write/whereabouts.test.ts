import { expect, it } from 'vitest';
import type { PinnedConnection } from '../connect/pinned-connection.ts';
import { differenceOf, isProvable, type Whereabouts } from './whereabouts.ts';

const seen: Whereabouts = {
  server: 'https://one',
  login: 'a',
  uid: 'u1',
  user: 'jane',
  certificate: 'c1',
  landmarks: [{ path: '/mark', uid: 'm1' }],
};

/** A connection on which the landmark has this uid, or is not there. */
function pinned(uid: string | undefined): PinnedConnection {
  const request = async () => ({ status: uid ? 200 : 404, headers: {}, body: { metadata: { uid } } });
  const stream = () => Promise.reject(new Error('no streams here'));
  const transport = { request, stream, close: async () => undefined };
  return { server: 'https://one', login: 'a', transport, certificate: () => undefined };
}

const unsaid = { uid: undefined };
const bare = { uid: undefined, certificate: undefined };

it.each<[string, Partial<Whereabouts>, Partial<Whereabouts>, string | undefined, string | undefined]>([
  ['the same uid, whatever else', {}, { certificate: 'c2', server: 'https://two' }, undefined, undefined],
  ['another uid', {}, { uid: 'u2' }, 'm1', 'another-cluster'],
  ['another user', {}, { user: 'bob' }, 'm1', 'another-user'],
  ['another user that was not known before, by the login', { user: undefined }, { login: 'b' }, 'm1', 'another-user'],
  ['the same user by another login', {}, { login: 'b' }, 'm1', undefined],
  ['no uid, the same landmark', unsaid, { uid: undefined, certificate: 'c2' }, 'm1', undefined],
  ['no uid, another landmark', unsaid, unsaid, 'm2', 'another-cluster'],
  ['no uid, a landmark that is gone, the same certificate', unsaid, unsaid, undefined, undefined],
  [
    'no uid, a landmark that is gone, another certificate',
    unsaid,
    { ...unsaid, certificate: 'c2' },
    undefined,
    'unproven',
  ],
  ['no uid, a landmark that is gone, no certificate', bare, bare, undefined, 'unproven'],
  ['no uid, another address', unsaid, { ...unsaid, server: 'https://two' }, 'm1', 'another-cluster'],
  ['a uid that may not be read any more, the same landmark', {}, unsaid, 'm1', undefined],
])('%s', async (_, before, now, landmark, difference) => {
  expect(await differenceOf({ ...seen, ...before }, { ...seen, ...now }, pinned(landmark))).toBe(difference);
});

it('a cluster without uid, certificate and landmarks cannot be known again', () => {
  expect([seen, { ...seen, ...bare }, { ...seen, ...bare, landmarks: [] }].map(isProvable)).toEqual([
    true,
    true,
    false,
  ]);
});
