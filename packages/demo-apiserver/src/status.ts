/** What the API server says when it refuses: a Status, as data, carried by one error type up to the answer. */

import type { JsonObject } from './kube-object.ts';

export interface StatusCause {
  reason?: string;
  message: string;
  field?: string;
}

export interface StatusDetails {
  name?: string;
  group?: string;
  kind?: string;
  uid?: string;
  causes?: StatusCause[];
  retryAfterSeconds?: number;
}

/** A refusal on its way to the answer. Thrown inside this package only; the front turns it into JSON. */
export class Refusal extends Error {
  readonly code: number;
  readonly reason: string | undefined;
  readonly details: StatusDetails | undefined;
  readonly listMeta: JsonObject;
  /** Told beside the refusal. */
  warnings: readonly string[] = [];

  constructor(code: number, reason: string | undefined, message: string, details?: StatusDetails, listMeta = {}) {
    super(message);
    this.code = code;
    this.reason = reason;
    this.details = details;
    this.listMeta = listMeta;
  }

  status(): JsonObject {
    return {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: this.listMeta,
      status: 'Failure',
      message: this.message,
      ...(this.reason === undefined ? {} : { reason: this.reason }),
      ...(this.details === undefined ? {} : { details: this.details }),
      code: this.code,
    };
  }
}

/** The resource a refusal names, as `networkpolicies.networking.k8s.io`. */
export interface ResourceName {
  readonly group: string;
  readonly resource: string;
}

export function qualified(resource: ResourceName): string {
  return resource.group === '' ? resource.resource : `${resource.resource}.${resource.group}`;
}

export function resourceDetails(resource: ResourceName, name?: string): StatusDetails {
  return {
    ...(name === undefined || name === '' ? {} : { name }),
    ...(resource.group === '' ? {} : { group: resource.group }),
    kind: resource.resource,
  };
}

export const badRequest = (message: string): Refusal => new Refusal(400, 'BadRequest', message);

export const notFound = (resource: ResourceName, name: string): Refusal =>
  new Refusal(404, 'NotFound', `${qualified(resource)} "${name}" not found`, resourceDetails(resource, name));

export const unknownPath = (): Refusal =>
  new Refusal(404, 'NotFound', 'the server could not find the requested resource', {});

export const alreadyExists = (resource: ResourceName, name: string): Refusal =>
  new Refusal(409, 'AlreadyExists', `${qualified(resource)} "${name}" already exists`, resourceDetails(resource, name));

export const conflict = (resource: ResourceName, name: string, why: string): Refusal =>
  new Refusal(
    409,
    'Conflict',
    `Operation cannot be fulfilled on ${qualified(resource)} "${name}": ${why}`,
    resourceDetails(resource, name),
  );

export const modified = (resource: ResourceName, name: string): Refusal =>
  conflict(
    resource,
    name,
    'the object has been modified; please apply your changes to the latest version and try again',
  );

export const methodNotAllowed = (): Refusal =>
  new Refusal(405, 'MethodNotAllowed', 'the server does not allow this method on the requested resource', {});

/** Something a real cluster does and this one does not: said, never feigned. */
export const notServed = (what: string): Refusal =>
  new Refusal(501, 'NotImplemented', `the demo cluster does not serve this: ${what}`, {});

export interface FieldFault {
  readonly field: string;
  readonly reason: string;
  readonly message: string;
}

/** 422 with a cause for every fault, as `NewInvalid` words it. */
export function invalid(kind: string, group: string, name: string, faults: readonly FieldFault[]): Refusal {
  // The message names equal faults once, the causes keep every one: so does the real server.
  const words = [...new Set(faults.map((fault) => `${fault.field}: ${fault.message}`))];
  const list = words.length === 1 ? words[0] : `[${words.join(', ')}]`;
  const qualifiedKind = group === '' ? kind : `${kind}.${group}`;
  return new Refusal(422, 'Invalid', `${qualifiedKind} "${name}" is invalid: ${list}`, {
    ...(name === '' ? {} : { name }),
    ...(group === '' ? {} : { group }),
    ...(kind === '' ? {} : { kind }),
    causes: faults.map(({ field, reason, message }) => ({ reason, message, field })),
  });
}

/** Told twice, as every fault of a change is. */
export function immutableUid(
  kind: { readonly kind: string; readonly group: string },
  name: string,
  uid: string,
): Refusal {
  const message = `Invalid value: ${JSON.stringify(uid)}: field is immutable`;
  const fault = { field: 'metadata.uid', reason: 'FieldValueInvalid', message };
  return invalid(kind.kind, kind.group, name, [fault, fault]);
}
