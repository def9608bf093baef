import type { ExistsNode, PredicateNode } from './nodes.js';

/**
 * The parts of an `any` or `all`, with those about rows of the same other table merged. A row that matches A
 * or a row that matches B exists exactly if a row exists that matches A or B. So the other table is searched
 * once, whatever the number of parts. Under `all`, this applies to rows that must not exist.
 */
export function mergeExists(kind: 'any' | 'all', parts: readonly PredicateNode[]): readonly PredicateNode[] {
  const merged: PredicateNode[] = [];
  const groups = new Map<string, { index: number; found: ExistsNode[] }>();
  for (const part of flattened(kind, parts)) {
    const found = kind === 'any' ? part : part.kind === 'not' ? part.of : undefined;
    if (found?.kind !== 'exists') {
      merged.push(part);
      continue;
    }
    const key = JSON.stringify([found.entity.name, found.on, found.selective ?? false, found.tail ?? null]);
    const group = groups.get(key) ?? { index: merged.length, found: [] };
    if (group.found.length === 0) {
      groups.set(key, group);
      merged.push(part);
    }
    group.found.push(found);
  }
  for (const { index, found } of groups.values()) {
    const [first, ...others] = found;
    if (!first || others.length === 0) continue;
    const common: ExistsNode = { ...first, where: { kind: 'any', of: found.map(({ where }) => where) } };
    merged[index] = kind === 'any' ? common : { kind: 'not', of: common };
  }
  return merged;
}

/** An `any` within an `any` is the same without it. */
function flattened(kind: 'any' | 'all', parts: readonly PredicateNode[]): readonly PredicateNode[] {
  if (parts.every((part) => part.kind !== kind)) return parts;
  return parts.flatMap((part) => (part.kind === kind ? flattened(kind, part.of) : [part]));
}
