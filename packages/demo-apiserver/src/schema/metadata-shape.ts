/** metadata of every kind, and the label selector most kinds share. */

import { any, bigInteger, boolean, keyedList, list, map, says, setList, struct, text, time } from './shape.ts';

const ownerReference = struct('OwnerReference', {
  apiVersion: text,
  kind: text,
  name: text,
  uid: text,
  controller: boolean,
  blockOwnerDeletion: boolean,
});

export const objectMeta = says(
  'Name, labels and what the server keeps about the object.',
  struct('ObjectMeta', {
    name: says('Unique in the namespace for this kind; cannot be changed.', text),
    generateName: says('A prefix; the server adds a suffix when no name is given.', text),
    namespace: says('The namespace the object lives in; cannot be changed.', text),
    selfLink: text,
    uid: says('Unique over all objects and all time; set by the server.', text),
    resourceVersion: says('Changes with every write; compare for equality only.', text),
    generation: says('Counts changes of the desired state; set by the server.', bigInteger),
    creationTimestamp: says('When the object was created, by the clock of the server.', time),
    deletionTimestamp: says('When the object was asked to go; set by the server.', time),
    deletionGracePeriodSeconds: bigInteger,
    labels: says('Keys and values that selectors match.', map(text)),
    annotations: says('Keys and values for tools; nothing selects by them.', map(text)),
    ownerReferences: keyedList(ownerReference, ['uid']),
    finalizers: setList(text),
    managedFields: says('Which manager owns which field.', list(any)),
  }),
);

const requirement = struct(
  'LabelSelectorRequirement',
  {
    key: says('The label the condition is about.', text),
    operator: says('In, NotIn, Exists or DoesNotExist.', { type: 'string', go: 'v1.LabelSelectorOperator' }),
    values: says('For In and NotIn: the values; otherwise empty.', list(text)),
  },
  { required: ['key', 'operator'] },
);

export const labelSelector = struct(
  'LabelSelector',
  {
    matchLabels: says('Labels an object must carry, all of them.', map(text)),
    matchExpressions: says('Conditions on labels, all of which must hold.', list(requirement)),
  },
  { atomic: true },
);
