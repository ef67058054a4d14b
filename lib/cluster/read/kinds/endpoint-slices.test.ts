import { expect, it } from 'vitest';
import { projectEndpointSlice } from './endpoint-slices.ts';
import { interner } from './interner.ts';

const intern = interner();
const metadata = { name: 'web-x1', namespace: 'shop', labels: { 'kubernetes.io/service-name': 'web' } };
const endpoint = (targetRef?: object) => ({
  addresses: ['10.42.0.7'],
  conditions: { ready: false, serving: true },
  nodeName: 'host-1',
  zone: 'us-west-2a',
  targetRef,
});
const slice = { addressType: 'IPv4', endpoints: [endpoint({ kind: 'Pod', namespace: 'shop', name: 'web-1-a' })] };

it('is cut down to the service, the addresses with their pods, the ports and the type', () => {
  const ports = [{ name: 'http', protocol: 'TCP', port: 8080, appProtocol: 'http' }, { name: '' }];
  expect(projectEndpointSlice({ ...slice, ports }, metadata, intern)).toEqual({
    namespace: 'shop',
    name: 'web-x1',
    service: 'web',
    addressType: 'IPv4',
    endpoints: [{ addresses: ['10.42.0.7'], pod: 'web-1-a' }],
    ports: [{ name: 'http', protocol: 'TCP', port: 8080 }, { protocol: 'TCP' }],
  });
});

it('is the same whether its endpoints are ready or not', () => {
  const ready = { ...slice, endpoints: [{ ...slice.endpoints[0], conditions: { ready: true } }] };
  expect(projectEndpointSlice(ready, metadata, intern)).toEqual(projectEndpointSlice(slice, metadata, intern));
});

it('names only pods of its own namespace: another of the same name is another', () => {
  const podOf = (targetRef?: object) =>
    projectEndpointSlice({ ...slice, endpoints: [endpoint(targetRef)] }, metadata, intern).endpoints[0]?.pod;
  expect(podOf({ kind: 'Pod', name: 'web-1-a' })).toBe('web-1-a');
  expect(podOf({ kind: 'Pod', namespace: 'bank', name: 'web-1-a' })).toBeUndefined();
  expect(podOf({ kind: 'VirtualMachine', namespace: 'shop', name: 'web-1-a' })).toBeUndefined();
  expect(podOf()).toBeUndefined();
});

it('belongs to no service unless it says so', () => {
  expect(projectEndpointSlice(slice, { ...metadata, labels: {} }, intern)).not.toHaveProperty('service');
});

it.each([{}, { endpoints: null, ports: 'x' }, { endpoints: [null, { addresses: 7, targetRef: [] }], addressType: 3 }])(
  'of the shape %j is read without harm',
  (object) => {
    const projected = projectEndpointSlice(object, metadata, intern);
    expect(projected).toMatchObject({ addressType: '', ports: [] });
    expect(projected.endpoints.flatMap(({ addresses }) => addresses)).toEqual([]);
  },
);
