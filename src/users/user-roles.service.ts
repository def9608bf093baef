import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import { AdministratorsService, isActiveAdmin } from './administrators.service.js';
import { assignedRole, roleOf, ROLES_ATTRIBUTE, type RoleState } from './effective-role.js';
import type { StoredUser, UserFields, UserValueFields } from './user-fields.js';

/** A user whose role nobody has assigned. `roles` are the elements of that attribute; a user without an id is new. */
export interface Unassigned {
  id: string | null;
  roles: readonly UserValueFields[];
}

/** Knows what grants roles besides an assignment. `roles` implements it. */
export interface RoleSource {
  /** The role of a user to whom nobody has assigned one; reads with locks that hold until the transaction ends. */
  unassigned(tx: AccountTransaction, user: Unassigned): Promise<RoleState>;
}

type WithRole = RoleState & { values: readonly UserValueFields[] };

/**
 * Finds the role of a user whose assigned role or `roles` change, and protects the last administrator. Throws without a
 * source, because the role would be wrong.
 */
@Injectable()
export class UserRoles {
  private source: RoleSource | undefined;

  constructor(private readonly administrators: AdministratorsService) {}

  register(source: RoleSource): void {
    this.source = source;
  }

  /**
   * The new state of `current` with its resulting role. `next` has either an assigned role, or any other role
   * to have none assigned. Takes no statement unless the assignment ends or `roles` differs. Throws
   * `conflict` (`last-admin`).
   */
  async settle<Next extends UserFields & WithRole>(
    tx: AccountTransaction,
    current: StoredUser,
    next: Next,
  ): Promise<Next> {
    const settled = { ...next, ...(await this.roleAfter(tx, current, next)) };
    if (!isActiveAdmin(settled)) await this.protectLastAdmin(tx, current);
    return settled;
  }

  /** Throws `conflict` (`last-admin`) if this is the account's only active admin. */
  async protectLastAdmin(
    tx: AccountTransaction,
    user: Pick<StoredUser, 'id' | 'role' | 'active'>,
  ): Promise<void> {
    if (isActiveAdmin(user)) await this.administrators.ensureAnother(tx, user.id);
  }

  /** A new user with its resulting role. Takes no statement unless it has `roles` and no assigned role. */
  async settleNew<New extends WithRole>(tx: AccountTransaction, user: New): Promise<New> {
    const roles = rolesOf(user.values);
    if (roles.length === 0 || assignedRole(user) !== null) return user;
    return { ...user, ...(await this.unassigned(tx, { id: null, roles })) };
  }

  /** The role that a restored user gets: groups and settings may have changed since the deletion. */
  async settleRestored(tx: AccountTransaction, id: string, user: WithRole): Promise<RoleState> {
    const roles = rolesOf(user.values);
    const isDefault = user.roleOrigin === null && roles.length === 0;
    if (isDefault || assignedRole(user) !== null) return roleOf(user);
    return this.unassigned(tx, { id, roles });
  }

  private async roleAfter(tx: AccountTransaction, current: StoredUser, next: WithRole): Promise<RoleState> {
    if (assignedRole(next) !== null) return roleOf(next);
    const roles = rolesOf(next.values);
    if (assignedRole(current) === null && isDeepStrictEqual(rolesOf(current.values), roles))
      return roleOf(current);
    return this.unassigned(tx, { id: current.id, roles });
  }

  private unassigned(tx: AccountTransaction, user: Unassigned): Promise<RoleState> {
    if (this.source) return this.source.unassigned(tx, user);
    throw new Error('nothing knows where the role comes from: import RolesModule');
  }
}

function rolesOf(values: readonly UserValueFields[]): UserValueFields[] {
  return values.filter(({ attribute }) => attribute === ROLES_ATTRIBUTE);
}
