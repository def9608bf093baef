import type {
  BeforeAfter,
  DirectoryChange,
  FieldChanges,
  GroupFieldChanges,
  KeptSighting,
  ValueChanges,
} from '../../users/directory-change.js';
import type { GrantableRole } from '../../users/user.entity.js';
import type { UserValueFields } from '../../users/user-fields.js';

/** Who manages a resource; `ownerId` is the id of the user or OAuth connection, which REST shows. */
export interface KeptOwnership extends KeptSighting {
  ownerId: string | null;
}

/** Who managed a resource before and after the change; null if no identity provider had seen it. */
export type OwnershipChange = BeforeAfter<KeptOwnership | null>;

/**
 * The values of a change as JSON. Contains only the members that the change has; never a password or its
 * hash.
 */
export interface ChangeData {
  /** Old and new values of fields; of a user or of a group, as `resourceType` says. */
  fields?: FieldChanges | GroupFieldChanges;
  /** Old and new values of multi-valued attributes. */
  values?: ValueChanges;
  /** The values of a deleted user. */
  gone?: readonly UserValueFields[];
  /** Whether a deleted user was active. */
  active?: boolean;
  externalId?: string | null;
  /** The role that a deleted group granted. */
  role?: GrantableRole;
  /** Who managed a deleted group, and when it was seen. */
  sighting?: KeptSighting;
  /** A password was set, which cannot be reversed. */
  password?: true;
  ownership?: OwnershipChange;
  added?: readonly string[];
  removed?: readonly string[];
}

/** How many members one journal row holds. The others go to further rows, so that no row is long. */
const MEMBERS_PER_ROW = 400;

/** A row of the journal before it is written. */
export interface ChangeRow {
  kind: DirectoryChange['kind'] | 'deactivated' | 'reactivated' | 'ownership';
  data: ChangeData | null;
  added: number;
  removed: number;
  active: number;
  provisioned: number;
}

const NONE = { added: 0, removed: 0, active: 0, provisioned: 0 };

/** The row of a change of who manages a resource. */
export function ownershipRow(ownership: OwnershipChange): ChangeRow {
  return { ...NONE, kind: 'ownership', data: { ownership } };
}

/** The rows of a change: one, or several if it has very many members. */
export function rowsOf(change: DirectoryChange): ChangeRow[] {
  switch (change.kind) {
    case 'created':
    case 'restored':
      return [
        { ...NONE, kind: change.kind, data: null, ...(change.resourceType === 'User' && userMore(change)) },
      ];
    case 'deleted':
      if (change.resourceType === 'Group') return [{ ...NONE, kind: 'deleted', data: groupData(change) }];
      return [
        {
          ...NONE,
          kind: 'deleted',
          data: { active: change.active, gone: change.values },
          active: change.active ? -1 : 0,
          provisioned: change.isProvisioned ? -1 : 0,
        },
      ];
    case 'manager':
    case 'role':
      return [{ ...NONE, kind: change.kind, data: { fields: change.fields } }];
    case 'members':
      return memberRows(change);
    case 'changed':
      return [
        change.resourceType === 'Group'
          ? { ...NONE, kind: 'changed', data: { fields: change.fields } }
          : userRow(change),
      ];
  }
}

function groupData({
  externalId,
  role,
  sighting,
}: {
  externalId: string | null;
  role: GrantableRole | null;
  sighting: KeptSighting | null;
}): ChangeData {
  return { externalId, ...(role !== null && { role }), ...(sighting !== null && { sighting }) };
}

function userRow({
  fields,
  values,
  password,
}: Extract<DirectoryChange, { kind: 'changed'; resourceType: 'User' }>): ChangeRow {
  const [, active] = fields.active ?? [];
  const [oldId = null, newId = null] = fields.externalId ?? [];
  return {
    kind: active === undefined ? 'changed' : active ? 'reactivated' : 'deactivated',
    data: {
      fields,
      ...(Object.keys(values).length > 0 && { values }),
      ...(password && { password }),
    },
    added: 0,
    removed: 0,
    active: active === undefined ? 0 : active ? 1 : -1,
    provisioned: Number(newId !== null) - Number(oldId !== null),
  };
}

const userMore = ({ active, isProvisioned }: { active: boolean; isProvisioned: boolean }) => ({
  active: active ? 1 : 0,
  provisioned: isProvisioned ? 1 : 0,
});

function memberRows({
  added,
  removed,
}: {
  added: readonly string[];
  removed: readonly string[];
}): ChangeRow[] {
  const row = (data: ChangeData): ChangeRow => ({
    kind: 'members',
    data,
    added: data.added?.length ?? 0,
    removed: data.removed?.length ?? 0,
    active: 0,
    provisioned: 0,
  });
  if (added.length + removed.length <= MEMBERS_PER_ROW)
    return [row({ ...(added.length > 0 && { added }), ...(removed.length > 0 && { removed }) })];
  return [
    ...slices(removed).map((ids) => row({ removed: ids })),
    ...slices(added).map((ids) => row({ added: ids })),
  ];
}

function slices(ids: readonly string[]): string[][] {
  const found: string[][] = [];
  for (let start = 0; start < ids.length; start += MEMBERS_PER_ROW)
    found.push(ids.slice(start, start + MEMBERS_PER_ROW));
  return found;
}
