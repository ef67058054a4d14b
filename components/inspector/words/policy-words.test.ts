import { describe, expect, test } from 'vitest';
import { isolatedDirections } from './policy-shape.ts';
import { peerWords, rulePortWords, subjectWords, wordsAsText } from './policy-words.ts';

describe('a policy in words', () => {
  test('an empty subject is every pod of its namespace', () => {
    expect(wordsAsText(subjectWords({}, 'ui'))).toBe('every pod in ui');
  });

  test('a pod selector alone looks in the namespace of the policy', () => {
    expect(wordsAsText(peerWords({ podSelector: { matchLabels: { app: 'a' } } }, 'orders'))).toBe(
      'pods labelled app=a in orders',
    );
  });

  test('an empty namespace selector is any namespace', () => {
    expect(wordsAsText(peerWords({ namespaceSelector: {} }, 'orders'))).toBe('every pod in any namespace');
  });

  test('a namespace selected by its name is called by it', () => {
    const namespaceSelector = { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } };
    expect(wordsAsText(peerWords({ namespaceSelector }, 'ui'))).toBe('every pod in kube-system');
  });

  test('expressions keep their operator', () => {
    const matchExpressions = [
      { key: 'tier', operator: 'NotIn', values: ['db', 'cache'] },
      { key: 'team', operator: 'Exists' },
    ];
    expect(wordsAsText(subjectWords({ matchExpressions }, 'a'))).toBe(
      'pods labelled tier not in (db, cache), team present in a',
    );
  });

  test('an address block names its exceptions', () => {
    expect(wordsAsText(peerWords({ ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } }, 'a'))).toBe(
      'addresses in 10.0.0.0/8 except 10.1.0.0/16',
    );
  });

  test('ports: none is any, a missing protocol is TCP, a range has both ends', () => {
    expect(wordsAsText(rulePortWords([]))).toBe('any port');
    expect(
      wordsAsText(rulePortWords([{ port: 8080 }, { protocol: 'UDP', port: 100, endPort: 200 }, { protocol: 'SCTP' }])),
    ).toBe('TCP 8080, UDP 100-200, any SCTP port');
  });

  test('without policyTypes, egress is closed only by an egress rule', () => {
    const metadata = { name: 'p', namespace: 'n' };
    expect(isolatedDirections({ metadata, spec: {} })).toEqual(['ingress']);
    expect(isolatedDirections({ metadata, spec: { egress: [] } })).toEqual(['ingress']);
    expect(isolatedDirections({ metadata, spec: { egress: [{}] } })).toEqual(['ingress', 'egress']);
    expect(isolatedDirections({ metadata, spec: { policyTypes: ['Egress'] } })).toEqual(['egress']);
  });
});
