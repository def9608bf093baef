import type { DirectoryChange, FieldChanges } from '../users/directory-change.js';

/** What changes of the directory mean for approvals, as ids. */
export interface Effects {
  deactivated: string[];
  deleted: string[];
  /** Who is no longer an admin. */
  demoted: string[];
  /** Groups that approve, or once did, and have lost members. */
  left: string[];
  /** Who can approve again: reactivated, restored, or an admin. */
  back: string[];
  /** New groups. */
  groups: string[];
  /** Who is in a group now. */
  joined: string[];
  /** Whether reports that found no approver may find one now. */
  bringsApprover: boolean;
  /** Users whose manager has changed. */
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
    groups: [],
    joined: [],
    bringsApprover: false,
    reports: [],
    organizations: [],
  };
  for (const change of changes) add(effects, change);
  return effects;
}

function add(effects: Effects, change: DirectoryChange): void {
  const { id } = change;
  if (change.resourceType === 'Group') {
    if (change.kind === 'created') effects.groups.push(id);
    if (change.kind !== 'members') return;
    if (change.approves && change.removed.length > 0) effects.left.push(id);
    if (change.approves && change.added.length > 0) effects.bringsApprover = true;
    effects.joined.push(...change.added);
  } else if (change.kind === 'deleted') effects.deleted.push(id);
  else if (change.kind === 'restored') addBack(effects, id);
  else if (change.kind === 'created') {
    if (change.active && change.role === 'admin') addBack(effects, id);
  } else if ('fields' in change) addFields(effects, id, change.fields);
}

function addBack(effects: Effects, id: string): void {
  effects.back.push(id);
  effects.bringsApprover = true;
}

function addFields(
  effects: Effects,
  id: string,
  { active, role, managerId, organizationId }: FieldChanges,
): void {
  if (active?.[1] === true) addBack(effects, id);
  if (active?.[1] === false) effects.deactivated.push(id);
  if (role?.[0] === 'admin') effects.demoted.push(id);
  if (role?.[1] === 'admin') addBack(effects, id);
  if (managerId) effects.reports.push(id);
  // The new manager may also approve for people further down the chain.
  if (managerId && managerId[1] !== null) effects.bringsApprover = true;
  if (organizationId) effects.organizations.push([id, organizationId[1]]);
}
