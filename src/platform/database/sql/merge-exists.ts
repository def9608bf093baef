import { any, not, type Exists, type Predicate } from './predicate.js';

/**
 * The parts of an `any` or `all`, with those about rows of the same other table made one: a row that fits A or a row
 * that fits B is there exactly if a row is that fits A or B. So the other table is searched once, whatever the number of
 * parts. Under `all` that holds for what must not be there.
 */
export function mergeExists(kind: 'any' | 'all', parts: readonly Predicate[]): readonly Predicate[] {
  const merged: Predicate[] = [];
  const places = new Map<string, { index: number; found: Exists[] }>();
  for (const part of flattened(kind, parts)) {
    const found = kind === 'any' ? part : part.kind === 'not' ? part.of : undefined;
    if (found?.kind !== 'exists') {
      merged.push(part);
      continue;
    }
    const key = JSON.stringify([found.entity.name, found.on, found.few ?? false]);
    const place = places.get(key) ?? { index: merged.length, found: [] };
    if (place.found.length === 0) {
      places.set(key, place);
      merged.push(part);
    }
    place.found.push(found);
  }
  for (const { index, found } of places.values()) {
    const [first, ...others] = found;
    if (!first || others.length === 0) continue;
    const one: Exists = { ...first, where: any(...found.map(({ where }) => where)) };
    merged[index] = kind === 'any' ? one : not(one);
  }
  return merged;
}

/** An `any` within an `any` is the same without it. */
function flattened(kind: 'any' | 'all', parts: readonly Predicate[]): readonly Predicate[] {
  if (parts.every((part) => part.kind !== kind)) return parts;
  return parts.flatMap((part) => (part.kind === kind ? flattened(kind, part.of) : [part]));
}
