import { describe, expect, it } from 'vitest';
import { type Recording, recordingsNamed } from '../../../harness/recordings/recording.ts';
import type { KubeHeaders } from './kube-transport.ts';
import { refusalOf, retryAfterMs } from './refusal.ts';
import { warningsOf } from './warning-header.ts';

const recordings = recordingsNamed('');

function answer({ response }: Recording) {
  const headers: KubeHeaders = Object.fromEntries(
    Object.entries(response.headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
  return { status: response.status, headers, body: response.body };
}

/** What each group of recorded refusals means; a recording not named here fails the test. */
const KINDS: Readonly<Record<string, RegExp>> = {
  invalid:
    /^(invalid-.*|name-missing|unknown-field-strict|duplicate-field-.*-strict|field-name-other-case-strict|wrong-.*|malformed-.*|namespace-mismatch|field-validation-wrong|dry-run-wrong|body-too-large|annotations-too-large|put-name-mismatch|patch-json-.*|apply-without-field-manager|apply-with-managed-fields|apply-unknown-field.*|apply-invalid|rules-review-without-namespace|immutable-pod-field|list-label-selector-malformed|list-field-selector-unsupported|list-bad-continue|watch-initial-events-with(out-match|-match-exact))$/,
  conflict: /^apply-conflict.*$/,
  changed:
    /^(put-with-.*|patch-merge-stale-resource-version|delete-wrong-uid|delete-stale-.*|apply-stale-.*|apply-wrong-uid-.*)$/,
  exists: /^create-already-exists$/,
  forbidden:
    /^(unauthorized|anonymous|forbidden-.*|impersonate.*|quota-exceeded|admission-policy-deny|namespace-terminating)$/,
  'not-found': /^(namespace-missing|put-missing-object|delete-missing|not-found-.*)$/,
  busy: /^(list-resource-version-in-future|too-many-requests)$/,
  other:
    /^(unsupported-media-type|not-acceptable|patch-wrong-media-type|method-not-allowed|expired-.*|webhook-unreachable)$/,
};

describe('every recorded answer of a real API server', () => {
  it('is there', () => expect(recordings.length).toBe(170));

  it.each(recordings.map((recording) => [recording.name, recording] as const))('%s', (name, recording) => {
    const response = answer(recording);
    const refusal = refusalOf(response);
    if (response.status < 400) {
      expect(refusal).toBeUndefined();
      return;
    }
    const body = (typeof response.body === 'object' ? response.body : {}) as Record<string, never>;
    expect(refusal?.status).toBe(response.status);
    expect(refusal?.reason).toBe(body.reason ?? '');
    expect(refusal?.message).toBe(body.message ?? String(response.body).trim());
    expect(name).toMatch(KINDS[refusal?.kind ?? ''] ?? /^nothing$/);
    const recorded = (body.details as { causes?: unknown[] } | undefined)?.causes;
    if (recorded) expect(refusal?.causes.map((cause) => ({ ...cause }))).toMatchObject(onceEach(recorded));
  });

  it('has every Warning header read, one text each', () => {
    for (const recording of recordings) {
      const lines = [recording.response.headers.Warning ?? []].flat();
      expect(warningsOf(answer(recording).headers)).toHaveLength(lines.length);
    }
  });
});

function recorded(name: string) {
  const found = recordings.find((recording) => recording.name === name);
  if (!found) throw new Error(`no recording ${name}`);
  return answer(found);
}

describe('a refusal', () => {
  it('names every conflicting field and its manager', () => {
    expect(refusalOf(recorded('apply-conflict'))?.causes).toEqual([
      { field: '.metadata.labels.team', reason: 'FieldManagerConflict', message: 'conflict with "board"' },
      { field: '.spec.ingress', reason: 'FieldManagerConflict', message: 'conflict with "board"' },
      { field: '.spec.policyTypes', reason: 'FieldManagerConflict', message: 'conflict with "board"' },
    ]);
  });

  it('names unknown fields that stand only in its text', () => {
    expect(refusalOf(recorded('unknown-field-strict'))?.causes.map((cause) => cause.field)).toEqual([
      'spec.podSelecter',
      'spec.ingress[0].form',
    ]);
    expect(refusalOf(recorded('apply-unknown-field'))?.causes.map((cause) => cause.field)).toEqual([
      '.spec.podSelecter',
    ]);
    expect(refusalOf(recorded('wrong-type'))?.causes.map((cause) => cause.field)).toEqual(['spec.podSelector']);
  });

  it('names each field of a draft that is of the wrong type', () => {
    const of = (message: string) => refusalOf({ status: 500, headers: {}, body: { kind: 'Status', message } });
    const object = '(ui/p; networking.k8s.io/v1, Kind=NetworkPolicy)';
    const typed = `failed to create typed patch object ${object}: errors:\n  .spec.egress: expected list, got &{x}\n  .spec.ingress[0].ports[0].protocol: expected string, got &value.valueUnstructured{Value:5}`;
    expect(of(typed)).toMatchObject({
      kind: 'invalid',
      causes: [{ field: '.spec.egress' }, { field: '.spec.ingress[0].ports[0].protocol' }],
    });
    const converted = `failed to convert new object ${object} to proper version: json: cannot unmarshal bool into Go value of type int32`;
    expect(of(converted)).toMatchObject({ kind: 'invalid', causes: [] });
  });

  it('of the uid of an object means that another one has its name now', () => {
    const causes = [{ reason: 'FieldValueInvalid', field: 'metadata.uid', message: 'field is immutable' }];
    const body = { kind: 'Status', reason: 'Invalid', message: 'no', details: { causes } };
    expect(refusalOf({ status: 422, headers: {}, body })?.kind).toBe('changed');
  });

  it('keeps the server from being asked before its Retry-After', () => {
    expect(retryAfterMs(recorded('too-many-requests'), new Date())).toBe(1000);
  });

  it('unescapes what a Warning quotes', () => {
    expect(warningsOf(recorded('unknown-field-warn').headers)).toEqual([
      'unknown field "spec.podSelecter"',
      'unknown field "spec.ingress[0].form"',
    ]);
  });
});

/** A fault of an update comes twice from the server; a person needs it once. */
function onceEach(causes: readonly unknown[]): object[] {
  return [...new Set(causes.map((cause) => JSON.stringify(cause)))].map((text) => JSON.parse(text));
}
