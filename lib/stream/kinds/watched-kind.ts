/** What is said of a kind of object that is read from a cluster, all of it in one place. */

export interface ApiResource {
  /** Empty for the core group. */
  readonly group: string;
  readonly version: string;
  readonly plural: string;
  /** As `kind` of an object names it. */
  readonly object: string;
  readonly namespaced: boolean;
  /** Brought by a custom resource definition: many clusters do not have it. */
  readonly isCustom?: true;
}

export interface WatchedKind<Name extends string = string> {
  /** Names it in health, in the state, and in what rights say. */
  readonly kind: Name;
  readonly resource: ApiResource;
  /** For people, in the plural. */
  readonly words: string;
  /**
   * What cannot be told while it is not read: whether traffic is allowed, something else on the map, or neither. What
   * only adds to an answer makes nothing on screen doubtful.
   */
  readonly neededFor: 'verdicts' | 'map' | 'details';
}

/** A kind whose objects are sent to readers, in a list of their own. */
export interface ListedKind<Name extends string, Item> extends WatchedKind<Name> {
  /** The key of an object, as `Change.gone` names it. */
  readonly keyOf: (item: Item) => string;
  /**
   * Where there may be so many of them that a page should hand them to its worker unread: screens hold none of these.
   */
  readonly packing?: Packing<Item>;
}

export interface Packing<Item> {
  /** So many are worth packing; fewer are easier to read as they are. */
  readonly from: number;
  readonly pack: (items: readonly Item[]) => unknown;
  /** Of what `pack` made, after its way as JSON. */
  readonly unpack: (packed: unknown) => readonly Item[];
}

/** `listedKind<Pod>()({ kind: 'pods', … })`: the object is named, and the kind's name is read off the entry. */
export function listedKind<Item>() {
  return <const Name extends string, Entry extends ListedKind<Name, Item>>(
    entry: Entry & { readonly kind: Name },
  ): Entry => entry;
}

/** The path under which the API serves it. */
export function apiPathOf({ group, version }: ApiResource): string {
  return group === '' ? `/api/${version}` : `/apis/${group}/${version}`;
}
