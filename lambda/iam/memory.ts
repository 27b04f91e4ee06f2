/** A store that forgets: what has not been asked for lately goes first, so that it never outgrows its limits. */
export interface Memory<K, V> {
  readonly get: (key: K) => V | undefined;
  readonly put: (key: K, value: V, weight?: number) => void;
}

/**
 * @param most the total weight kept; an entry weighs 1 unless told otherwise, and one that weighs more than all of it
 * is not kept
 */
export const memoryOf = <K, V>(most: number): Memory<K, V> => {
  const entries = new Map<K, { readonly value: V; readonly weight: number }>();
  let total = 0;
  const forget = (key: K): void => {
    total -= entries.get(key)?.weight ?? 0;
    entries.delete(key);
  };
  return {
    get: (key) => {
      const entry = entries.get(key);
      if (entry === undefined) return undefined;
      entries.delete(key);
      entries.set(key, entry);
      return entry.value;
    },
    put: (key, value, weight = 1) => {
      forget(key);
      if (weight > most) return;
      entries.set(key, { value, weight });
      total += weight;
      for (const oldest of entries.keys()) {
        if (total <= most) break;
        forget(oldest);
      }
    },
  };
};
