import { Injectable } from '@nestjs/common';
import { loginName } from '../accounts/name.js';
import type { UserPrincipal } from '../auth/principal.js';
import { invalid } from '../common/errors.js';
import type { AccountTransaction } from '../database/account-transaction.js';
import { GroupsService } from '../groups/groups.service.js';
import { OrganizationsService } from '../organizations/organizations.service.js';
import { AdministratorsService } from '../users/administrators.service.js';
import { withEmail } from '../users/user-email.js';
import { EMPTY_FIELDS, type CreatedUser, type StoredUser, type UserFields } from '../users/user-fields.js';
import { UsersService } from '../users/users.service.js';
import { protectOwnUser } from './own-user.js';
import type { NewUserRequest, UserChangesRequest, UserInput } from './user-requests.dto.js';

/** The fields of a request that go to a user as they are. */
const PLAIN = [
  'displayName',
  'givenName',
  'familyName',
  'title',
  'department',
  'costCenter',
  'employeeNumber',
  'iban',
  'locale',
  'externalId',
  'role',
  'active',
] as const satisfies readonly (keyof UserInput & keyof UserFields)[];

/** Makes, changes and deletes users as an administrator asks over REST, by the rules that hold there. */
@Injectable()
export class UserEditor {
  constructor(
    private readonly users: UsersService,
    private readonly groups: GroupsService,
    private readonly organizations: OrganizationsService,
    private readonly administrators: AdministratorsService,
  ) {}

  /** Throws `conflict` (`user-name-taken`), and `invalid` for an unfit name, an unknown organization or manager. */
  async create(
    tx: AccountTransaction,
    principal: UserPrincipal,
    input: NewUserRequest,
    passwordHash: string | undefined,
  ): Promise<CreatedUser> {
    const { organizationId = principal.organizationId, managerId = null, email = null } = input;
    if (organizationId !== principal.organizationId) await this.requireOrganization(tx, organizationId);
    if (managerId !== null) await this.requireManager(tx, managerId);
    return this.users.create(tx, {
      ...EMPTY_FIELDS,
      ...plainFields(input),
      userName: userNameOf(input.userName),
      organizationId,
      managerId,
      values: withEmail([], email),
      passwordHash: passwordHash ?? null,
    });
  }

  /**
   * Changes `current`, read with its row locked. Throws like `create`, `forbidden` (`own-user`) where an admin would
   * shut itself out, `conflict` (`last-admin`) where it would leave the account without one.
   */
  async change(
    tx: AccountTransaction,
    principal: UserPrincipal,
    { current, input }: { current: StoredUser; input: UserChangesRequest },
    passwordHash: string | undefined,
  ): Promise<StoredUser> {
    const next = {
      ...current,
      ...plainFields(input),
      ...(input.userName === undefined ? {} : { userName: userNameOf(input.userName) }),
      ...(input.email === undefined ? {} : { values: withEmail(current.values, input.email) }),
      ...(await this.organizationAfter(tx, current, input)),
      ...(await this.managerAfter(tx, current, input)),
    };
    await this.protectAdmins(tx, principal, current, next);
    const { version, updatedAt } = await this.users.update(tx, current, next, passwordHash);
    return { ...next, version, updatedAt };
  }

  /** Deletes `user`, whose row is locked, out of every group. Throws as `change` does. */
  async delete(tx: AccountTransaction, principal: UserPrincipal, user: StoredUser): Promise<void> {
    protectOwnUser(principal, user.id, 'delete');
    if (isActiveAdmin(user)) await this.administrators.ensureAnother(tx, user.id);
    await this.groups.deleteUser(tx, user);
  }

  private async protectAdmins(
    tx: AccountTransaction,
    principal: UserPrincipal,
    current: StoredUser,
    next: Pick<UserFields, 'role' | 'active'>,
  ): Promise<void> {
    if (!isActiveAdmin(current) || isActiveAdmin(next)) return;
    protectOwnUser(principal, current.id, next.active ? 'demote' : 'deactivate');
    await this.administrators.ensureAnother(tx, current.id);
  }

  /** An organization that a person has chosen ends what an identity provider asked for. */
  private async organizationAfter(
    tx: AccountTransaction,
    current: StoredUser,
    { organizationId }: UserChangesRequest,
  ): Promise<Partial<UserFields>> {
    if (organizationId === undefined || organizationId === current.organizationId) return {};
    await this.requireOrganization(tx, organizationId);
    return { organizationId, requestedOrganization: null };
  }

  private async managerAfter(
    tx: AccountTransaction,
    current: StoredUser,
    { managerId }: UserChangesRequest,
  ): Promise<Partial<UserFields>> {
    if (managerId === undefined || (managerId !== null && managerId === current.managerId)) return {};
    if (managerId === current.id) {
      throw invalid('Nobody is their own manager.', { code: 'own-manager', pointer: '/managerId' });
    }
    if (managerId !== null) await this.requireManager(tx, managerId);
    return { managerId, managerReference: null, managerLeft: false };
  }

  private async requireOrganization(tx: AccountTransaction, id: string): Promise<void> {
    if (await this.organizations.find(tx, id)) return;
    throw invalid(`There is no organization with the id "${id}" in this account.`, {
      code: 'unknown-organization',
      pointer: '/organizationId',
    });
  }

  /** The manager is held, so as not to be deleted meanwhile. */
  private async requireManager(tx: AccountTransaction, id: string): Promise<void> {
    if (await this.users.find(tx, id, { lock: true })) return;
    throw invalid(`There is no user with the id "${id}" in this account to be the manager.`, {
      code: 'unknown-manager',
      pointer: '/managerId',
    });
  }
}

function plainFields(input: UserInput): Partial<UserFields> {
  const given = PLAIN.filter((name) => input[name] !== undefined);
  return Object.fromEntries(given.map((name) => [name, input[name]]));
}

function userNameOf(text: string): string {
  return loginName(text, { label: 'The user name', pointer: '/userName' });
}

function isActiveAdmin({ role, active }: Pick<UserFields, 'role' | 'active'>): boolean {
  return role === 'admin' && active;
}
