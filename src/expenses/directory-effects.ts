import type { DirectoryChange, FieldChanges } from '../users/directory-change.js';

/** What changes of the directory mean for approvals, as ids. */
export interface Effects {
  deactivated: string[];
  deleted: string[];
  /** Who is no longer an admin. */
  demoted: string[];
  /** Groups that have lost members. */
  left: string[];
  /** Who can approve again: reactivated, restored, or an admin. */
  back: string[];
  /** Who is in a group now. */
  joined: string[];
  /** Whose manager is another one. */
  reports: string[];
  organizations: (readonly [userId: string, organizationId: string])[];
}

/** Sums up changes of the directory. */
export function effectsOf(changes: readonly DirectoryChange[]): Effects {
  const effects: Effects = {
    deactivated: [],
    deleted: [],
    demoted: [],
    left: [],
    back: [],
    joined: [],
    reports: [],
    organizations: [],
  };
  for (const change of changes) add(effects, change);
  return effects;
}

function add(effects: Effects, change: DirectoryChange): void {
  const { id } = change;
  if (change.resourceType === 'Group') {
    if (change.kind !== 'members') return;
    if (change.removed.length > 0) effects.left.push(id);
    effects.joined.push(...change.added);
  } else if (change.kind === 'deleted') effects.deleted.push(id);
  else if (change.kind === 'restored') effects.back.push(id);
  else if ('fields' in change) addFields(effects, id, change.fields);
}

function addFields(
  effects: Effects,
  id: string,
  { active, role, managerId, organizationId }: FieldChanges,
): void {
  if (active) (active[1] ? effects.back : effects.deactivated).push(id);
  if (role?.[0] === 'admin') effects.demoted.push(id);
  if (role?.[1] === 'admin') effects.back.push(id);
  if (managerId) effects.reports.push(id);
  if (organizationId) effects.organizations.push([id, organizationId[1]]);
}
