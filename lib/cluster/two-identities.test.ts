import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StreamMessage } from '#stream';
import { connect } from './connect/connection.ts';
import type { Identity } from './identity/identity.ts';
import { type ClusterLink, openLink } from './link.ts';
import { FakeApiServer } from './testing/fake-api-server.ts';
import { seedShop, writeKubeconfig } from './testing/open-test-link.ts';
import { create } from './testing/writer-bench.ts';
import { systemClock } from './time/clock.ts';

const tokens = { jane: 'token-of-jane', bob: 'token-of-bob' };
let server: FakeApiServer;
let link: ClusterLink;
let jane: Identity;
let bob: Identity;
const heard: Record<string, StreamMessage[]> = {};

/** As the cluster sees them: jane may do everything, bob may write nothing. */
function answerByToken(): void {
  server.hook = ({ path, headers, body }, response) => {
    const isBob = headers.authorization === `Bearer ${tokens.bob}`;
    const status = path.endsWith('/selfsubjectreviews')
      ? { userInfo: { username: isBob ? 'bob' : 'jane' } }
      : path.endsWith('/selfsubjectaccessreviews')
        ? { allowed: !isBob }
        : undefined;
    if (!status) return false;
    response.writeHead(201, { 'content-type': 'application/json' }).end(JSON.stringify({ ...body, status }));
    return true;
  };
}

async function identityOf(name: keyof typeof tokens, readOnly: boolean): Promise<Identity> {
  const kubeconfig = writeKubeconfig(server.kubeconfig({ token: tokens[name] }));
  return { id: name, connection: await connect({ kubeconfig }), readOnly };
}

beforeEach(async () => {
  server = await new FakeApiServer().start();
  seedShop(server);
  answerByToken();
  [jane, bob] = [await identityOf('jane', false), await identityOf('bob', false)];
  link = openLink({ reader: jane, mode: 'laptop', clock: systemClock, random: () => 0.5, onLog: () => undefined });
  for (const identity of [jane, bob]) {
    const messages: StreamMessage[] = [];
    heard[identity.id] = messages;
    link.subscribe(identity, (message) => messages.push(message));
  }
});

afterEach(async () => {
  await link.stop();
  await bob.connection.transport.close();
  await server.stop();
});

describe('two identities of one link', () => {
  const sessions = (name: string) =>
    heard[name]?.flatMap((message) => (message.type === 'session' ? [message.session] : [])) ?? [];

  it('are each told who they are and what they may do, and nothing of the other', async () => {
    expect(link.current(bob).session).toEqual({ readOnly: false });
    await expect
      .poll(() => link.current(jane).session, { timeout: 5000 })
      .toEqual({ user: 'jane', mayApply: 'all', readOnly: false });
    await expect
      .poll(() => link.current(bob).session, { timeout: 5000 })
      .toEqual({ user: 'bob', mayApply: [], readOnly: false });
    await expect
      .poll(() => [sessions('jane').at(-1)?.user, sessions('bob').at(-1)?.user], { timeout: 5000 })
      .toEqual(['jane', 'bob']);
    expect(sessions('jane').some(({ user }) => user === 'bob')).toBe(false);
    expect(sessions('bob').some(({ user }) => user === 'jane')).toBe(false);
  });

  it('share the snapshot, which names neither', async () => {
    await expect.poll(() => link.current(bob).snapshot?.policies.length, { timeout: 5000 }).toBe(1);
    await expect
      .poll(() => [link.current(jane).session.user, link.current(bob).session.user], { timeout: 5000 })
      .toEqual(['jane', 'bob']);
    const { snapshot } = link.current(bob);
    expect(link.current(jane).snapshot).toBe(snapshot);
    expect(JSON.stringify(snapshot?.cluster)).not.toMatch(/jane|bob|mayApply|readOnly/);
  });

  it('write each by their own transport, and see each their own attempts', async () => {
    const { previewId = '' } = await link.writer.preview(bob, { writes: [create()] });
    await expect(link.writer.apply(jane, { previewId })).rejects.toMatchObject({ code: 'preview-unknown' });
    await link.writer.apply(bob, { previewId });
    const writes = server.seen.filter(({ method, query, path }) => {
      return path.includes('networkpolicies') && method !== 'GET' && !query.has('dryRun');
    });
    expect(new Set(writes.map(({ headers }) => headers.authorization))).toEqual(new Set([`Bearer ${tokens.bob}`]));
    expect([link.writer.history(bob).length, link.writer.history(jane).length]).toEqual([1, 0]);
  });
});
