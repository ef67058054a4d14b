/**
 * Keeps one kind in step where the whole cluster may not be read: the namespace of the kubeconfig, and every other in
 * which this identity may list the kind, each by a reflector of its own into the same store. Where the whole cluster
 * may be read it is one reflector and nothing else.
 */

import { namespaceOfKey } from '#engine';
import { partOf } from '../state/object-store.ts';
import { healthOfParts } from './parted-health.ts';
import { startReflector } from './reflector.ts';
import type { Reflector, ReflectorOptions } from './reflector-options.ts';

export interface PartedReflector extends Reflector {
  /** Where this identity may list the kind, as far as the cluster says. */
  allow(namespaces: readonly string[]): void;
  /** The namespaces that are read, those that are about to be among them; undefined where it is the whole cluster. */
  namespaces(): readonly string[] | undefined;
}

/** Each takes a connection a kind. */
const MOST = 20;
export function partedReflector<T>(options: ReflectorOptions<T>): PartedReflector {
  const { resource, store, changed } = options;
  const others = new Map<string, Reflector>();
  const ending = new Set<Promise<void>>();
  let allowed: readonly string[] = [];
  const main = startReflector({
    ...options,
    // What others read is not gone because it is in no list of this one.
    store: partOf(store, (key) => !others.has(namespaceOfKey(key) ?? '')),
    changed() {
      adjust();
      changed();
    },
  });

  function home(): string | undefined {
    const { scope } = main.health();
    return typeof scope === 'object' && 'namespace' in scope ? scope.namespace : undefined;
  }

  function adjust(): void {
    const own = home();
    const wanted = own === undefined ? [] : allowed.filter((name) => name !== own).slice(0, MOST);
    for (const name of [...others.keys()]) {
      if (wanted.includes(name)) continue;
      end(name);
      // What may not be read any more is not known any more; the whole cluster's list takes the others over.
      if (own !== undefined) inNamespace(name).clear();
    }
    for (const name of wanted) {
      if (others.has(name)) continue;
      const only = { ...resource, onlyNamespace: name };
      others.set(name, startReflector({ ...options, resource: only, namespace: name, store: inNamespace(name) }));
    }
  }

  function inNamespace(name: string) {
    return partOf(store, (key) => namespaceOfKey(key) === name);
  }

  function end(name: string): void {
    const ended = others.get(name)?.stop();
    others.delete(name);
    if (!ended) return;
    ending.add(ended);
    void ended.finally(() => ending.delete(ended));
  }

  const health = () =>
    healthOfParts(
      main.health(),
      [...others.values()].map((other) => other.health()),
    );

  const each = (act: (reflector: Reflector) => void) => {
    for (const reflector of [main, ...others.values()]) act(reflector);
  };
  return {
    health,
    allow(namespaces) {
      allowed = namespaces;
      adjust();
    },
    namespaces() {
      const own = home();
      if (own === undefined) return undefined;
      const isRead = (reflector: Reflector) => reflector.health().state !== 'forbidden';
      return [...(isRead(main) ? [own] : []), ...[...others].flatMap(([name, other]) => (isRead(other) ? [name] : []))];
    },
    retryNow: () => each((reflector) => reflector.retryNow()),
    reconnect: (why, ageMs) => each((reflector) => reflector.reconnect(why, ageMs)),
    restart() {
      allowed = [];
      for (const name of [...others.keys()]) end(name);
      main.restart();
    },
    async stop() {
      const stopped = [...others.keys()].map((name) => others.get(name)?.stop());
      await Promise.all([main.stop(), ...stopped, ...ending]);
    },
  };
}
