/** Which recordings of a real API server are asked of the embedded one, and where the two may differ. */

/** In the order they were made: later ones rest on what earlier ones stored. */
export const NOT_REPLAYED: Readonly<Record<string, string>> = {
  'quota-exceeded': 'quotas are not served',
  'admission-policy-deny': 'admission policies are not served',
  'admission-policy-warn': 'admission policies are not served',
  'webhook-unreachable': 'admission webhooks are not served',
  'custom-resource-create': 'custom resources are not served',
  'too-many-requests': 'requests are not limited; tests of clients put the 429 in with a fault',
  'pod-running': 'pods get no token volume, tolerations or priority, which admission adds on a real server',
};

/** The status, reason and causes must match; the message is worded by the language the server is written in. */
export const OTHER_WORDS: Readonly<Record<string, string>> = {
  'invalid-label-syntax': 'a Go map has no order: so do the faults of its entries',
  'malformed-json': 'the words of the JSON parser',
  'malformed-yaml': 'the words of the YAML parser',
  'list-bad-continue': 'the words of the JSON parser',
  'list-resource-version-in-future': 'names the current version',
  'immutable-pod-field': 'shows the difference between two Go structures',
  'expired-watch-store': 'two stores word it differently',
  'expired-watch': 'names the current version',
};

/** Compared in part only, with the reason. */
export const IN_PART: Readonly<Record<string, string>> = {
  'table-network-policies': 'columns without their descriptions, cells without ages',
  'table-pods': 'columns without their descriptions, cells without ages and addresses',
  'table-pods-include-none': 'columns without their descriptions, cells without ages and addresses',
  'watch-initial-events-as-table': 'columns without their descriptions, cells without ages and addresses',
  'discovery-aggregated': 'fewer kinds are served: the entry of networkpolicies must be the same',
  'discovery-plain': 'fewer kinds are served: the entry of networkpolicies must be the same but for its storage hash',
  'discovery-not-modified': 'another content has another tag',
  'openapi-v3-index': 'the hash names other content: path and form of the address must be the same',
  version: 'another version: the fields must be the same',
  'rules-review': 'fewer kinds, the rules of the asker must be among the answer’s',
  'self-subject-review': 'a token has no certificate to name in extra',
  'access-review-*': 'the question is not tracked in managedFields: nothing of it is stored',
  'field-selector-node': 'the names of the pods; see pod-running',
  'watch-bookmark': 'the time to the end is shortened: one bookmark at least',
};
