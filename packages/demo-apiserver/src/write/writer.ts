/** Every write to the store goes through here: defaults, admission, ownership, validation, counters, then the store. */

import { randomUUID } from 'node:crypto';
import { policyWarnings } from '../../../../lib/manifest/index.ts';
import { apiVersionOf, type Kind, served } from '../kinds.ts';
import { type JsonObject, type KubeObject, objectAt, sameJson, textAt } from '../kube-object.ts';
import { decode } from '../schema/decode.ts';
import { shapeOf } from '../schema/shapes.ts';
import { alreadyExists, conflict, immutableUid, modified, notFound, Refusal } from '../status.ts';
import type { Store } from '../store/store.ts';
import { withDefaults } from './defaults.ts';
import type { ManagerId, Managers } from './managers.ts';
import { writeManagers } from './managers.ts';
import { applyConfiguration, trackUpdate } from './ownership.ts';
import { timestamp } from './timestamp.ts';
import { validateObject } from './validate.ts';

export interface WriteOptions {
  readonly manager: string;
  readonly dryRun?: boolean;
  readonly subresource?: string;
}

export interface Written {
  readonly object: KubeObject;
  readonly created: boolean;
  readonly warnings: readonly string[];
}

/** Hooks that give a new object what only the cluster can: addresses for services. */
export type Admit = (kind: Kind, object: KubeObject, previous: KubeObject | undefined) => KubeObject;

export interface Writer {
  create(kind: Kind, namespace: string | undefined, body: JsonObject, options: WriteOptions): Written;
  /** Replaces an existing object; `change` is handed the stored object and gives the wanted one. */
  update(
    kind: Kind,
    namespace: string | undefined,
    name: string,
    change: (live: KubeObject) => JsonObject,
    options: WriteOptions,
  ): Written;
  apply(
    kind: Kind,
    namespace: string | undefined,
    name: string,
    config: JsonObject,
    options: WriteOptions & { readonly force: boolean },
  ): Written;
}

export interface WriterContext {
  readonly store: Store;
  readonly now: () => number;
  readonly admit: Admit;
}

export function createWriter(context: WriterContext): Writer {
  return new StoreWriter(context);
}

class StoreWriter implements Writer {
  private readonly context: WriterContext;

  constructor(context: WriterContext) {
    this.context = context;
  }

  create(kind: Kind, namespace: string | undefined, body: JsonObject, options: WriteOptions): Written {
    this.requireNamespace(kind, namespace, textAt(body, 'metadata', 'name') ?? '');
    const named = this.named(kind, namespace, body);
    const { store } = this.context;
    const seeded = { ...named, status: kind.kind === 'Node' ? named.status : undefined };
    const prepared = this.context.admit(kind, withDefaults(kind, dropUndefined(seeded)), undefined);
    const managers = trackUpdate(kind, undefined, prepared, this.managerId(kind, 'Update', options), this.time());
    const given = textAt(body, 'metadata', 'resourceVersion') ?? '';
    const object = versioned(this.fresh(kind, prepared, managers), given, options);
    validateObject(kind, object, undefined);
    const name = object.metadata.name;
    if (Number(given) > 0 && options.dryRun !== true) {
      throw new Refusal(500, undefined, 'resourceVersion should not be set on objects to be created');
    }
    const there = store.get(kind, namespace, name);
    if (there !== undefined) throw taken(kind, there, warningsOf(kind, object));
    return this.stored(kind, object, undefined, options);
  }

  update(
    kind: Kind,
    namespace: string | undefined,
    name: string,
    change: (live: KubeObject) => JsonObject,
    options: WriteOptions,
  ): Written {
    const live = this.context.store.get(kind, namespace, name);
    if (live === undefined) throw notFound(kind, name);
    const wanted = change(live);
    this.checkIdentity(kind, live, wanted);
    const merged = this.over(kind, live, wanted, options.subresource);
    const prepared = this.context.admit(kind, withDefaults(kind, merged), live);
    const managers = trackUpdate(kind, live, prepared, this.managerId(kind, 'Update', options), this.time());
    return this.replace(kind, live, prepared, managers, options);
  }

  apply(
    kind: Kind,
    namespace: string | undefined,
    name: string,
    config: JsonObject,
    options: WriteOptions & { readonly force: boolean },
  ): Written {
    const live = this.context.store.get(kind, namespace, name);
    const uid = textAt(config, 'metadata', 'uid');
    if (live === undefined && uid !== undefined) {
      const why = `uid mismatch: the provided object specified uid ${uid}, and no existing object was found`;
      throw conflict(kind, name, why);
    }
    const id = this.managerId(kind, 'Apply', options);
    if (live === undefined) {
      this.requireNamespace(kind, namespace, name);
      const metadata = { ...objectAt(config, 'metadata'), ...(namespace === undefined ? {} : { namespace }) };
      const applied = applyConfiguration(kind, undefined, { ...config, metadata }, id, options.force, this.time());
      const given = textAt(config, 'metadata', 'resourceVersion') ?? '';
      if (!/^\d*$/.test(given)) throw unparsable(given);
      const prepared = this.context.admit(kind, withDefaults(kind, this.settled(kind, applied.object)), undefined);
      const object = versioned(this.fresh(kind, prepared, applied.managers), given, options);
      validateObject(kind, object, undefined);
      return this.stored(kind, object, undefined, options);
    }
    const applied = applyConfiguration(kind, live, config, id, options.force, this.time());
    this.checkVersion(kind, live, config);
    if (uid !== undefined && uid !== live.metadata.uid) throw immutableUid(kind, name, uid);
    const merged = this.over(kind, live, this.settled(kind, applied.object), options.subresource);
    const prepared = this.context.admit(kind, withDefaults(kind, merged), live);
    return this.replace(kind, live, prepared, applied.managers, options);
  }

  private replace(
    kind: Kind,
    live: KubeObject,
    prepared: KubeObject,
    managers: Managers,
    options: WriteOptions,
  ): Written {
    const isSpecSame = sameJson(prepared.spec, live.spec);
    const generation = live.metadata.generation;
    const metadata = {
      ...prepared.metadata,
      ...(kind.counted && !isSpecSame ? { generation: (generation ?? 0) + 1 } : {}),
    };
    const object = withManagers({ ...prepared, metadata }, managers);
    validateObject(kind, object, live);
    if (sameJson(withoutTimes(object), withoutTimes(live))) {
      return { object: live, created: false, warnings: warningsOf(kind, object) };
    }
    const isLast = live.metadata.deletionTimestamp !== undefined && !holdsBack(kind, object);
    if (isLast && options.dryRun !== true && kind.kind !== 'Pod') {
      this.context.store.remove(kind, object);
      return { object, created: false, warnings: [] };
    }
    return this.stored(kind, object, live, options);
  }

  private stored(kind: Kind, object: KubeObject, live: KubeObject | undefined, options: WriteOptions): Written {
    const warnings = warningsOf(kind, object);
    if (options.dryRun !== true) {
      return { object: this.context.store.put(kind, object), created: live === undefined, warnings };
    }
    return { object, created: live === undefined, warnings };
  }

  /** The wanted object with what the server keeps of the stored one. */
  private over(kind: Kind, live: KubeObject, wanted: JsonObject, subresource: string | undefined): KubeObject {
    const given = this.head(kind, wanted);
    if (subresource === 'status') {
      return { ...live, status: given.status ?? {}, metadata: { ...live.metadata, ...managedOf(given) } };
    }
    const { uid, resourceVersion, generation, creationTimestamp } = live.metadata;
    const { deletionTimestamp, deletionGracePeriodSeconds, name, namespace, generateName } = live.metadata;
    const kept = {
      name,
      generateName,
      namespace,
      uid,
      resourceVersion,
      generation,
      creationTimestamp,
      deletionTimestamp,
      deletionGracePeriodSeconds,
    };
    const metadata = dropUndefined({ ...given.metadata, ...kept });
    const status = kind.subresources.includes('status') ? live.status : given.status;
    return dropUndefined({ ...given, metadata, status }) as KubeObject;
  }

  private named(kind: Kind, namespace: string | undefined, body: JsonObject): KubeObject {
    const object = this.head(kind, body);
    const metadata = { ...object.metadata, ...(namespace === undefined ? {} : { namespace }) };
    if ((metadata.name ?? '') === '' && (metadata.generateName ?? '') !== '') {
      metadata.name = `${metadata.generateName}${randomSuffix()}`;
    }
    return { ...object, metadata };
  }

  private head(kind: Kind, body: JsonObject): KubeObject {
    const rest = { ...body };
    delete rest.kind;
    delete rest.apiVersion;
    const metadata = objectAt(body, 'metadata') as unknown as KubeObject['metadata'];
    return { kind: kind.kind, apiVersion: apiVersionOf(kind), ...rest, metadata: dropEmptyMaps(metadata) };
  }

  private fresh(kind: Kind, object: KubeObject, managers: Managers): KubeObject {
    const { name, generateName, namespace, labels, annotations, ownerReferences, finalizers } = object.metadata;
    const metadata = dropUndefined({
      name: name ?? '',
      generateName,
      namespace,
      uid: randomUUID(),
      generation: kind.counted || kind.kind === 'Pod' ? 1 : undefined,
      creationTimestamp: this.time(),
      labels,
      annotations,
      ownerReferences,
      finalizers,
    });
    return withManagers({ ...object, metadata }, managers);
  }

  private checkIdentity(kind: Kind, live: KubeObject, wanted: JsonObject): void {
    const name = live.metadata.name;
    const uid = textAt(wanted, 'metadata', 'uid');
    if (uid !== undefined && uid !== live.metadata.uid) {
      const key = [kind.resource, live.metadata.namespace, name].filter((part) => part !== undefined).join('/');
      const why = `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${live.metadata.uid}`;
      throw conflict(
        kind,
        name,
        `StorageError: invalid object, Code: 4, Key: /registry/${key}, ResourceVersion: 0, AdditionalErrorMsg: ${why}`,
      );
    }
    this.checkVersion(kind, live, wanted);
  }

  private checkVersion(kind: Kind, live: KubeObject, wanted: JsonObject): void {
    const version = textAt(wanted, 'metadata', 'resourceVersion') ?? '';
    if (!/^\d*$/.test(version)) throw unparsable(version);
    if (version !== '' && version !== live.metadata.resourceVersion) throw modified(kind, live.metadata.name);
  }

  /** What was applied, in the form in which the server's types hold it. */
  private settled(kind: Kind, object: JsonObject): KubeObject {
    return this.head(kind, decode(shapeOf(kind), object, '').value);
  }

  private requireNamespace(kind: Kind, namespace: string | undefined, name: string): void {
    if (!kind.namespaced) return;
    const owner = this.context.store.get(served('namespaces'), undefined, namespace ?? '');
    if (owner === undefined) throw notFound({ group: '', resource: 'namespaces' }, namespace ?? '');
    if (owner.metadata.deletionTimestamp === undefined) return;
    const group = kind.group === '' ? '' : `.${kind.group}`;
    const message =
      `${kind.resource}${group} "${name}" is forbidden: unable to create new content in namespace ${namespace} ` +
      'because it is being terminated';
    const cause = {
      reason: 'NamespaceTerminating',
      message: `namespace ${namespace} is being terminated`,
      field: 'metadata.namespace',
    };
    const details = { name, ...(kind.group === '' ? {} : { group: kind.group }), kind: kind.resource };
    throw new Refusal(403, 'Forbidden', message, { ...details, causes: [cause] });
  }

  private managerId(kind: Kind, operation: 'Apply' | 'Update', options: WriteOptions): ManagerId {
    return {
      manager: options.manager,
      operation,
      apiVersion: apiVersionOf(kind),
      subresource: options.subresource ?? '',
    };
  }

  private time(): string {
    return timestamp(this.context.now());
  }
}

/** A dry run of a creation shows the version that was sent along; nothing is stored with it. */
function versioned(object: KubeObject, resourceVersion: string, { dryRun }: WriteOptions): KubeObject {
  if (dryRun !== true || resourceVersion === '') return object;
  return { ...object, metadata: { ...object.metadata, resourceVersion } };
}

function taken(kind: Kind, { metadata }: KubeObject, warnings: readonly string[]): Refusal {
  const { code, reason, message, details } = alreadyExists(kind, metadata.name);
  const isLeaving = metadata.deletionTimestamp !== undefined;
  const refusal = new Refusal(code, reason, isLeaving ? `object is being deleted: ${message}` : message, details);
  refusal.warnings = warnings;
  return refusal;
}

function unparsable(version: string): Refusal {
  return new Refusal(500, undefined, `strconv.ParseUint: parsing ${JSON.stringify(version)}: invalid syntax`);
}

const SUFFIX_LETTERS = 'bcdfghjklmnpqrstvwxz2456789';

function randomSuffix(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(5));
  return [...bytes].map((byte) => SUFFIX_LETTERS[byte % SUFFIX_LETTERS.length]).join('');
}

function warningsOf(kind: Kind, object: KubeObject): readonly string[] {
  if (kind.kind !== 'NetworkPolicy') return [];
  return policyWarnings(object).map((warning) => `${warning.field}: ${warning.message}`);
}

/** Whether something must still happen before an object under deletion goes. */
function holdsBack(kind: Kind, object: KubeObject): boolean {
  if (kind.kind === 'Namespace') return true;
  return (object.metadata.finalizers ?? []).length > 0;
}

function withManagers(object: KubeObject, managers: Managers): KubeObject {
  const { managedFields: _, ...metadata } = object.metadata;
  const entries = writeManagers(managers);
  return { ...object, metadata: entries.length === 0 ? metadata : { ...metadata, managedFields: entries } };
}

function managedOf(object: KubeObject): JsonObject {
  const managedFields = object.metadata.managedFields;
  return managedFields === undefined ? {} : { managedFields };
}

/** For the question whether a write changes anything: the times of managers do not count. */
function withoutTimes(object: KubeObject): KubeObject {
  const managedFields = (object.metadata.managedFields ?? []).map((entry) => ({ ...entry, time: '' }));
  return { ...object, metadata: { ...object.metadata, managedFields, resourceVersion: '' } };
}

function dropEmptyMaps(metadata: KubeObject['metadata']): KubeObject['metadata'] {
  const kept = { ...metadata };
  if (kept.labels !== undefined && Object.keys(kept.labels).length === 0) delete kept.labels;
  if (kept.annotations !== undefined && Object.keys(kept.annotations).length === 0) delete kept.annotations;
  if (kept.finalizers?.length === 0) delete kept.finalizers;
  return kept;
}

function dropUndefined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as T;
}
