import { isDeepStrictEqual } from 'node:util';
import type { ReadChange } from '../journal/runs.service.js';
import { isConsequence } from '../journal/journal-change.entity.js';
import type { GrantableRole } from '../users/user.entity.js';
import type { BeforeAfter } from '../users/directory-change.js';
import type { UserValueFields } from '../users/user-fields.js';

/** What a run did to one resource in the end. */
interface Net {
  id: string;
  /** Its name before the run. */
  name: string | null;
  /** Whether it existed before the run, and after it. */
  before: boolean;
  after: boolean;
  /** Fields that are not as they were: the values before the run, and after it. */
  fields: Map<string, BeforeAfter<unknown>>;
  /** Whether a value was set by itself, or as a consequence of other changes only. */
  isConsequence: boolean;
}

export interface NetUser extends Net {
  resourceType: 'User';
  values: Map<string, BeforeAfter<readonly UserValueFields[]>>;
  password: boolean;
  /** The state in which it was deleted. */
  deletion?: { active: boolean; values: readonly UserValueFields[] };
}

export interface NetGroup extends Net {
  resourceType: 'Group';
  /** Whether each user was a member before the run, and after it. */
  members: Map<string, BeforeAfter<boolean>>;
  deletion?: { displayName: string; externalId: string | null; role: GrantableRole | null };
}

/** Sums up the changes of one user, in their order. */
export function netUser(changes: readonly ReadChange[]): NetUser {
  const values: NetUser['values'] = new Map();
  const user: NetUser = { ...existence(changes), resourceType: 'User', values, password: false };
  for (const { kind, data } of changes) {
    for (const [name, [old, now]] of Object.entries(data.values ?? {}))
      values.set(name, [values.get(name)?.[0] ?? old, now]);
    user.password ||= data.password ?? false;
    if (kind === 'deleted') user.deletion = { active: data.active ?? false, values: data.gone ?? [] };
  }
  forgetEqual(values);
  return user;
}

/** Sums up the changes of one group, in their order. */
export function netGroup(changes: readonly ReadChange[]): NetGroup {
  const members: NetGroup['members'] = new Map();
  const group: NetGroup = { ...existence(changes), resourceType: 'Group', members };
  for (const { kind, name, data } of changes) {
    for (const id of data.removed ?? []) members.set(id, [members.get(id)?.[0] ?? true, false]);
    for (const id of data.added ?? []) members.set(id, [members.get(id)?.[0] ?? false, true]);
    if (kind === 'deleted') {
      const { externalId = null, role = null } = data;
      group.deletion = { displayName: name ?? '', externalId, role };
    }
  }
  return group;
}

function existence(changes: readonly ReadChange[]): Net {
  const [first] = changes;
  const fields: Net['fields'] = new Map();
  let after = true;
  for (const { kind, data } of changes) {
    // A role that followed from another change follows again when that is undone.
    const pairs: Readonly<Record<string, BeforeAfter<unknown>>> = kind === 'role' ? {} : { ...data.fields };
    for (const [name, [old, now]] of Object.entries(pairs)) {
      const known = fields.get(name);
      fields.set(name, [known ? known[0] : old, now]);
    }
    if (kind === 'deleted') after = false;
    if (isBeginning(kind)) after = true;
  }
  forgetEqual(fields);
  return {
    id: first?.resourceId ?? '',
    name: first?.name ?? null,
    before: first === undefined || !isBeginning(first.kind),
    after,
    fields,
    isConsequence: changes.every(({ kind }) => isConsequence(kind)),
  };
}

/** What the run itself has put back is not undone. */
function forgetEqual(pairs: Map<string, BeforeAfter<unknown>>): void {
  for (const [name, [before, after]] of pairs) if (isDeepStrictEqual(before, after)) pairs.delete(name);
}

function isBeginning(kind: ReadChange['kind']): boolean {
  return kind === 'created' || kind === 'restored';
}
