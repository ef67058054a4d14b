/** The review kinds: questions about access and identity, answered and never stored. */

import type { Kind } from '../kinds.ts';
import { type JsonObject, listAt, objectAt, textAt } from '../kube-object.ts';
import { badRequest, type FieldFault, invalid } from '../status.ts';
import type { Store } from '../store/store.ts';
import { timestamp } from '../write/timestamp.ts';
import type { Identity } from './identity.ts';
import { boundRules, reviewAccess } from './rules.ts';

export interface ReviewRequest {
  readonly store: Store;
  readonly identity: Identity;
  readonly kind: Kind;
  readonly body: JsonObject;
  readonly now: number;
}

export function answerReview(request: ReviewRequest): JsonObject {
  const { kind, body } = request;
  if (kind.kind.endsWith('SubjectAccessReview')) checkAccessReview(kind, objectAt(body, 'spec'));
  const head = { kind: kind.kind, apiVersion: `${kind.group}/${kind.version}` };
  switch (kind.kind) {
    case 'SelfSubjectReview':
      return { ...head, metadata: { creationTimestamp: timestamp(request.now) }, status: whoAmI(request.identity) };
    case 'SelfSubjectRulesReview':
      return { ...head, metadata: {}, spec: {}, status: rulesOf(request) };
    case 'SubjectAccessReview': {
      const identity = { name: textAt(body, 'spec', 'user') ?? '', groups: listAt(body, 'spec', 'groups').map(String) };
      return { ...head, metadata: {}, spec: objectAt(body, 'spec'), status: access(request, identity) };
    }
    default:
      return { ...head, metadata: {}, spec: objectAt(body, 'spec'), status: access(request, request.identity) };
  }
}

/** It asks one thing, and of somebody. */
function checkAccessReview(kind: Kind, spec: JsonObject): void {
  const faults: FieldFault[] = [];
  const fault = (field: string, value: string, why: string) =>
    faults.push({ field: `spec.${field}`, reason: 'FieldValueInvalid', message: `Invalid value: ${value}: ${why}` });
  const { resourceAttributes, nonResourceAttributes } = spec;
  if (resourceAttributes !== undefined && nonResourceAttributes !== undefined) {
    const shown = JSON.stringify({
      Path: textAt(spec, 'nonResourceAttributes', 'path') ?? '',
      Verb: textAt(spec, 'nonResourceAttributes', 'verb') ?? '',
    });
    fault('nonResourceAttributes', shown, 'cannot be specified in combination with resourceAttributes');
  } else if (resourceAttributes === undefined && nonResourceAttributes === undefined) {
    const why = 'exactly one of nonResourceAttributes or resourceAttributes must be specified';
    fault('resourceAttributes', 'null', why);
  }
  if (kind.kind === 'SubjectAccessReview' && !textAt(spec, 'user') && listAt(spec, 'groups').length === 0) {
    fault('user', '""', 'at least one of user or group must be specified');
  }
  if (faults.length > 0) throw invalid('', kind.group, '', faults);
}

function access(request: ReviewRequest, identity: Identity): JsonObject {
  const spec = objectAt(request.body, 'spec');
  const isPath = spec.nonResourceAttributes !== undefined;
  const asked = isPath ? objectAt(spec, 'nonResourceAttributes') : objectAt(spec, 'resourceAttributes');
  const answer = reviewAccess(request.store, identity, {
    verb: textAt(asked, 'verb') ?? '',
    group: textAt(asked, 'group'),
    resource: textAt(asked, 'resource'),
    subresource: textAt(asked, 'subresource'),
    name: textAt(asked, 'name'),
    namespace: textAt(asked, 'namespace'),
    ...(isPath ? { path: textAt(asked, 'path') ?? '' } : {}),
  });
  return { allowed: answer.allowed, ...(answer.reason === undefined ? {} : { reason: answer.reason }) };
}

function whoAmI(identity: Identity): JsonObject {
  return { userInfo: { username: identity.name, groups: identity.groups } };
}

function rulesOf(request: ReviewRequest): JsonObject {
  const namespace = textAt(request.body, 'spec', 'namespace') ?? '';
  if (namespace === '') throw badRequest('no namespace on request');
  const isMaster = request.identity.groups.includes('system:masters');
  const everything = [
    { verbs: ['*'], apiGroups: ['*'], resources: ['*'] },
    { verbs: ['*'], nonResourceURLs: ['*'] },
  ];
  const bound = boundRules(request.store, request.identity, namespace).flatMap((one) => one.rules);
  const rules = [...bound, ...(isMaster && bound.length === 0 ? everything : [])].map((rule) =>
    objectAt({ rule }, 'rule'),
  );
  return {
    resourceRules: rules.filter((rule) => rule.resources !== undefined),
    nonResourceRules: rules.filter((rule) => rule.nonResourceURLs !== undefined),
    incomplete: false,
  };
}
