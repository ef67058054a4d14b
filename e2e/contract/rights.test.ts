import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  APPLY,
  type ContractServer,
  freshNamespace,
  type Json,
  openServer,
  policiesIn,
  policy,
  refusalOf,
} from './server.ts';

const GROUP = 'rbac.authorization.k8s.io';
const JANE = { as: 'jane', groups: ['writers', 'system:authenticated'] };
const JOE = { as: 'joe', groups: ['system:authenticated'] };

let server: ContractServer;
let namespace: string;
let path: string;

beforeAll(async () => {
  server = await openServer();
  namespace = await freshNamespace(server);
  path = policiesIn(namespace);
  const roles = `/apis/${GROUP}/v1/namespaces/${namespace}`;
  const rule = { apiGroups: ['networking.k8s.io'], resources: ['networkpolicies'] };
  const rules = [
    { ...rule, verbs: ['get', 'list', 'watch', 'create'] },
    { ...rule, verbs: ['update', 'patch'], resourceNames: ['theirs'] },
  ];
  await server.ask('POST', `${roles}/roles`, { body: { metadata: { name: 'np' }, rules } });
  await server.ask('POST', `${roles}/rolebindings`, {
    body: {
      metadata: { name: 'np' },
      subjects: [{ kind: 'Group', apiGroup: GROUP, name: 'writers' }],
      roleRef: { kind: 'Role', apiGroup: GROUP, name: 'np' },
    },
  });
  for (const name of ['theirs', 'other']) await server.ask('POST', path, { body: policy(name) });
}, 60_000);

afterAll(() => server?.stop());

describe('without the right', () => {
  test('nothing is answered, and the message says who may not do what where', async () => {
    expect(refusalOf(await server.ask('GET', path, JOE))).toMatchInlineSnapshot(
      `"403 Forbidden: networkpolicies.networking.k8s.io is forbidden: User "joe" cannot list resource "networkpolicies" in API group "networking.k8s.io" in the namespace "NAMESPACE""`,
    );
    expect(refusalOf(await server.ask('GET', `${path}/none`, JOE))).toMatchInlineSnapshot(
      `"403 Forbidden: networkpolicies.networking.k8s.io "none" is forbidden: User "joe" cannot get resource "networkpolicies" in API group "networking.k8s.io" in the namespace "NAMESPACE""`,
    );
    expect(refusalOf(await server.ask('GET', '/api/v1/nodes', JANE))).toMatchInlineSnapshot(
      `"403 Forbidden: nodes is forbidden: User "jane" cannot list resource "nodes" in API group "" at the cluster scope"`,
    );
    expect(
      refusalOf(await server.ask('GET', '/apis/networking.k8s.io/v1/networkpolicies', JANE)),
    ).toMatchInlineSnapshot(
      `"403 Forbidden: networkpolicies.networking.k8s.io is forbidden: User "jane" cannot list resource "networkpolicies" in API group "networking.k8s.io" at the cluster scope"`,
    );
    expect(refusalOf(await server.ask('POST', path, { ...JOE, body: policy('x') }))).toMatchInlineSnapshot(
      `"403 Forbidden: networkpolicies.networking.k8s.io is forbidden: User "joe" cannot create resource "networkpolicies" in API group "networking.k8s.io" in the namespace "NAMESPACE""`,
    );
    expect(refusalOf(await server.ask('DELETE', `${path}/other`, JANE))).toMatchInlineSnapshot(
      `"403 Forbidden: networkpolicies.networking.k8s.io "other" is forbidden: User "jane" cannot delete resource "networkpolicies" in API group "networking.k8s.io" in the namespace "NAMESPACE""`,
    );
    expect(refusalOf(await server.ask('GET', '/metrics', JOE))).toMatchInlineSnapshot(
      `"403 Forbidden: forbidden: User "joe" cannot get path "/metrics""`,
    );
  });

  test('to watch, or to patch this name, it is said of just that', async () => {
    const watch = await server.ask('GET', `/api/v1/namespaces/${namespace}/pods?watch=1`, JANE);
    expect(refusalOf(watch)).toMatchInlineSnapshot(
      `"403 Forbidden: pods is forbidden: User "jane" cannot watch resource "pods" in API group "" in the namespace "NAMESPACE""`,
    );
    const patched = await server.ask('PATCH', `${path}/other?fieldManager=m`, {
      ...JANE,
      type: APPLY,
      body: policy('other'),
    });
    expect(refusalOf(patched)).toMatchInlineSnapshot(
      `"403 Forbidden: networkpolicies.networking.k8s.io "other" is forbidden: User "jane" cannot patch resource "networkpolicies" in API group "networking.k8s.io" in the namespace "NAMESPACE""`,
    );
  });

  test('a token that is none, or a group without a user, gets nothing', async () => {
    const groupOnly = await server.ask('GET', path, { headers: { 'impersonate-group': 'x' } });
    expect(groupOnly.status).toBe(500);
    const asAdmin = { ...JOE, headers: { authorization: 'Bearer no-such-token' } };
    expect((await server.ask('GET', path, asAdmin)).status).toBeGreaterThan(400);
  });
});

describe('with the right', () => {
  test('in one namespace everything of it works there', async () => {
    expect((await server.ask('GET', path, JANE)).status).toBe(200);
    expect((await server.ask('GET', `${path}?watch=1&timeoutSeconds=1`, JANE)).status).toBe(200);
    expect((await server.ask('POST', path, { ...JANE, body: policy('made') })).status).toBe(201);
  });

  test('for one name, that one can be patched; to create by apply needs both rights', async () => {
    const apply = (name: string) =>
      server.ask('PATCH', `${path}/${name}?fieldManager=m&force=true`, { ...JANE, type: APPLY, body: policy(name) });
    expect((await apply('theirs')).status).toBe(200);
    expect((await apply('absent')).status).toBe(403);
  });

  test('taken away, the next request is refused', async () => {
    const at = `/apis/${GROUP}/v1/namespaces/${namespace}/rolebindings`;
    const brief = {
      metadata: { name: 'brief' },
      subjects: [{ kind: 'User', apiGroup: GROUP, name: 'brief' }],
      roleRef: { kind: 'Role', apiGroup: GROUP, name: 'np' },
    };
    const asBrief = { as: 'brief', groups: ['system:authenticated'] };
    await server.ask('POST', at, { body: brief });
    await expect.poll(async () => (await server.ask('GET', path, asBrief)).status, { timeout: 5000 }).toBe(200);
    await server.ask('DELETE', `${at}/brief`);
    await expect.poll(async () => (await server.ask('GET', path, asBrief)).status, { timeout: 5000 }).toBe(403);
  });
});

describe('reviews', () => {
  const ask = (kind: string, spec: Json, as: object = {}) => {
    const body = { apiVersion: 'authorization.k8s.io/v1', kind, spec };
    return server.ask('POST', `/apis/authorization.k8s.io/v1/${kind.toLowerCase()}s`, { ...as, body });
  };
  const what = (verb: string, more: Json = {}) => ({
    resourceAttributes: { verb, namespace, group: 'networking.k8s.io', resource: 'networkpolicies', ...more },
  });

  test.each([
    ['list', {}, true],
    ['create', {}, true],
    ['delete', {}, false],
    ['patch', {}, false],
    ['patch', { name: 'theirs' }, true],
    ['patch', { name: 'other' }, false],
    ['list', { namespace: '' }, false],
    ['list', { resource: 'pods', group: '' }, false],
    ['*', {}, false],
  ])('%s %j of somebody else, asked by the administrator', async (verb, more, allowed) => {
    const user = { user: 'jane', groups: ['writers'] };
    const answer = await ask('SubjectAccessReview', { ...what(verb, more), ...user });
    expect([answer.status, answer.json.status.allowed]).toEqual([201, allowed]);
    const own = await ask('SelfSubjectAccessReview', what(verb, more), JANE);
    expect([own.status, own.json.status.allowed]).toEqual([201, allowed]);
    if (!allowed) expect(own.json.status).toEqual({ allowed: false });
  });

  test('of others are not for everyone to ask', async () => {
    expect(refusalOf(await ask('SubjectAccessReview', { ...what('list'), user: 'x' }, JOE))).toMatchInlineSnapshot(
      `"403 Forbidden: subjectaccessreviews.authorization.k8s.io is forbidden: User "joe" cannot create resource "subjectaccessreviews" in API group "authorization.k8s.io" at the cluster scope"`,
    );
  });

  test('that ask nothing, or of nobody, are refused', async () => {
    expect(refusalOf(await ask('SelfSubjectAccessReview', {}))).toMatchInlineSnapshot(`
      "422 Invalid: .authorization.k8s.io "" is invalid: spec.resourceAttributes: Invalid value: null: exactly one of nonResourceAttributes or resourceAttributes must be specified
        FieldValueInvalid spec.resourceAttributes: Invalid value: null: exactly one of nonResourceAttributes or resourceAttributes must be specified"
    `);
    expect(refusalOf(await ask('SubjectAccessReview', what('list')))).toMatchInlineSnapshot(`
      "422 Invalid: .authorization.k8s.io "" is invalid: spec.user: Invalid value: "": at least one of user or group must be specified
        FieldValueInvalid spec.user: Invalid value: "": at least one of user or group must be specified"
    `);
  });

  test('of paths that are no resources', async () => {
    const nonResourceAttributes = { verb: 'get', path: '/version' };
    expect((await ask('SelfSubjectAccessReview', { nonResourceAttributes }, JOE)).json.status.allowed).toBe(true);
    const metrics = { nonResourceAttributes: { verb: 'get', path: '/metrics' } };
    expect((await ask('SelfSubjectAccessReview', metrics, JOE)).json.status.allowed).toBe(false);
  });

  test('of who one is', async () => {
    const body = { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' };
    const { json } = await server.ask('POST', '/apis/authentication.k8s.io/v1/selfsubjectreviews', { ...JANE, body });
    expect(json.status.userInfo).toEqual({ username: 'jane', groups: ['writers', 'system:authenticated'] });
  });

  test('of all rules in a namespace', async () => {
    const { json } = await ask('SelfSubjectRulesReview', { namespace }, JANE);
    expect(json.status.resourceRules).toContainEqual({
      verbs: ['update', 'patch'],
      apiGroups: ['networking.k8s.io'],
      resources: ['networkpolicies'],
      resourceNames: ['theirs'],
    });
    expect(refusalOf(await ask('SelfSubjectRulesReview', {}))).toMatchInlineSnapshot(
      `"400 BadRequest: no namespace on request"`,
    );
  });
});
