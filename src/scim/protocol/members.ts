import { ScimError } from './errors.js';
import { type Filter } from './filter/ast.js';
import { type PatchOperation } from './patch-operation.js';
import { pathName } from './path.js';
import { type ScimValue, isComplex } from './value.js';

/** One step in changing a detached collection such as `Group.members`. Steps apply in order. */
export type MemberChange =
  | { readonly kind: 'add' | 'remove' | 'replace'; readonly ids: string[] }
  | { readonly kind: 'removeMatching'; readonly filter: Filter };

/** The unique ids in a list of members. */
export function memberIds(value: ScimValue | undefined): string[] {
  const elements = Array.isArray(value) ? value.filter(isComplex) : [];
  const ids = elements.map((element) => element['value']);
  return [...new Set(ids.filter((id) => typeof id === 'string'))];
}

/**
 * The member changes of an operation.
 * @throws {ScimError} noTarget for an add or replace with a filter that is not by id
 */
export function memberChanges({ op, path, filter, value }: PatchOperation): MemberChange[] {
  const ids = memberIds(value);
  if (!filter) {
    // A remove without a value removes all members; with a list, only those.
    return [op === 'remove' && value === undefined ? { kind: 'replace', ids: [] } : { kind: op, ids }];
  }
  const chosen = chosenIds(filter);
  if (op === 'remove') return [chosen ? { kind: 'remove', ids: chosen } : { kind: 'removeMatching', filter }];
  if (!chosen) throw ScimError.noTarget(`${pathName(path)} can only be selected by value eq "id" here.`);
  const replaced: MemberChange = { kind: 'remove', ids: op === 'replace' && ids.length > 0 ? chosen : [] };
  return [replaced, { kind: 'add', ids: ids.length > 0 ? ids : chosen }];
}

/** The ids in a filter such as `value eq "a" or value eq "b"`; undefined for any other filter. */
function chosenIds(filter: Filter): string[] | undefined {
  if (filter.kind === 'compare') {
    const byId = filter.operator === 'eq' && filter.path.subAttribute?.name === 'value';
    return byId ? [String(filter.value)] : undefined;
  }
  if (filter.kind !== 'or') return undefined;
  const ids = filter.filters.map(chosenIds);
  return ids.every((each) => each !== undefined) ? ids.flat() : undefined;
}

/** The same changes in as few steps as possible: the last change of an id wins, and a replace voids all before it. */
export function netChanges(changes: readonly MemberChange[]): MemberChange[] {
  const lastReplace = changes.findLastIndex(({ kind }) => kind === 'replace');
  const result: MemberChange[] = [];
  let replaces = lastReplace >= 0;
  let steps = new Map<string, 'add' | 'remove'>();
  for (const change of changes.slice(Math.max(lastReplace, 0))) {
    if (change.kind === 'removeMatching') {
      result.push(...settled(steps, replaces), change);
      steps = new Map();
      replaces = false;
    } else {
      for (const id of change.ids) steps.set(id, change.kind === 'remove' ? 'remove' : 'add');
    }
  }
  return [...result, ...settled(steps, replaces)];
}

function settled(steps: ReadonlyMap<string, 'add' | 'remove'>, replaces: boolean): MemberChange[] {
  const idsOf = (kind: string): string[] => [...steps].flatMap(([id, each]) => (each === kind ? [id] : []));
  if (replaces) return [{ kind: 'replace', ids: idsOf('add') }];
  const net = (['remove', 'add'] as const).map((kind) => ({ kind, ids: idsOf(kind) }));
  return net.filter(({ ids }) => ids.length > 0);
}
