import { type Host, watchedKind } from '#stream';
import type { Fields } from '../../connect/json-fields.ts';
import { text } from '../../connect/json-fields.ts';
import { addressesIn, fieldsOf, labelsOf, listOf, meets } from '../../connect/object-fields.ts';
import { frozen } from './frozen.ts';
import { resourceOf } from './resource.ts';

export const hosts = resourceOf<Host>(watchedKind('nodes'), { project: projectHost });

function projectHost(object: Fields, metadata: Fields): Host {
  const status = fieldsOf(object.status);
  const addresses = listOf(status.addresses).filter((item) => item.type === 'InternalIP' || item.type === 'ExternalIP');
  return frozen({
    name: text(metadata.name) ?? '',
    uid: text(metadata.uid) ?? '',
    ips: addressesIn(addresses.map((item) => item.address)),
    ready: meets(status.conditions, 'Ready'),
    labels: labelsOf(metadata.labels),
  });
}
