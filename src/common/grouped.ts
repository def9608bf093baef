/** The items by key, each list in the order of `items`. */
export function grouped<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const found = new Map<Key, Item[]>();
  // Most lists are sorted by the key, so the last list is often the next one too.
  let lastKey: Key | undefined;
  let last: Item[] | undefined;
  for (const item of items) {
    const key = keyOf(item);
    if (!last || key !== lastKey) {
      last = found.get(key) ?? [];
      lastKey = key;
      if (last.length === 0) found.set(key, last);
    }
    last.push(item);
  }
  return found;
}
