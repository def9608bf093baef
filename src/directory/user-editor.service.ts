import { Injectable } from '@nestjs/common';
import type { AccountTransaction, AuthoredTransaction } from '../platform/database/account-transaction.js';
import { OrganizationsService } from '../organizations/organizations.service.js';
import { isActiveAdmin } from '../users/administrators.service.js';
import { ReportingLinesService } from '../users/reporting-lines.service.js';
import { withEmail } from '../users/user-email.js';
import {
  EMPTY_FIELDS,
  NO_MANAGER,
  type CreatedUser,
  type NewUser,
  type StoredUser,
  type UserFields,
} from '../users/user-fields.js';
import { DEFAULT_ROLE, roleOf, type RoleState } from '../users/effective-role.js';
import type { Role } from '../users/user.entity.js';
import { typedUserName } from '../users/user-name.js';
import { UserChanges } from '../users/user-changes.service.js';
import { protectOwnUser, type Editor } from './own-user.js';
import type { NewUserRequest, UserChangesRequest, UserInput } from './user-requests.dto.js';
import { ManagedLock } from '../provisioning/ownership/managed-lock.service.js';
import { managedDeletion, managedUser } from '../provisioning/ownership/refusals.js';
import { managedFieldsIn } from './managed-fields.js';
import { UserRemoval } from './user-removal.js';
import { noSuchManager, noSuchOrganization } from './refusals.js';

/** Request fields that are stored unchanged. */
export const PLAIN_FIELDS = [
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

/** The fields of a new user, without a password. */
type NewUserInput = Omit<NewUserRequest, 'password'>;

/** Creates, updates and deletes users by the rules of REST, also for imported lists. */
@Injectable()
export class UserEditor {
  constructor(
    private readonly users: UserChanges,
    private readonly removal: UserRemoval,
    private readonly organizations: OrganizationsService,
    private readonly lines: ReportingLinesService,
    private readonly lock: ManagedLock,
  ) {}

  /** Throws `conflict` (`user-name-taken`), and `invalid` for an invalid name, an unknown organization or manager. */
  async create(
    tx: AuthoredTransaction,
    editor: Editor,
    input: NewUserRequest,
    passwordHash: string | undefined,
  ): Promise<CreatedUser> {
    const user = newUser(editor, input);
    const { organizationId, managerId } = user;
    if (organizationId !== editor.organizationId) await this.requireOrganization(tx, organizationId);
    if (managerId) await this.requireManager(tx, managerId);
    return this.users.create(tx, { ...user, passwordHash: passwordHash ?? null });
  }

  /**
   * Creates many users and returns their ids in the same order. The caller must have read their organizations and
   * managers in the same transaction. Throws `conflict` (`user-name-taken`), and `invalid` for an invalid name.
   */
  createAll(tx: AuthoredTransaction, editor: Editor, inputs: readonly NewUserInput[]): Promise<string[]> {
    return this.users.createAll(
      tx,
      inputs.map((input) => newUser(editor, input)),
    );
  }

  /**
   * Changes `current`, which was read with a lock. Throws like `create`, `forbidden` (`own-user`) if admins would lock
   * themselves out, `conflict` if it is the account's last admin (`last-admin`), or if only an identity provider may
   * change a field (`managed`).
   */
  async change(
    tx: AuthoredTransaction,
    editor: Editor,
    { current, input }: { current: StoredUser; input: UserChangesRequest },
    passwordHash: string | undefined,
  ): Promise<StoredUser> {
    if (editor.mayChangeManaged !== true) await this.ensureUnlocked(tx, current, input);
    const next = {
      ...current,
      ...plainFields(input),
      ...roleAfter(current, input.role),
      ...(input.userName === undefined ? {} : { userName: typedUserName(input.userName) }),
      ...(input.email === undefined ? {} : { values: withEmail(current.values, input.email) }),
      ...(await this.organizationAfter(tx, current, input)),
      ...(await this.managerAfter(tx, current, input)),
    };
    if (isActiveAdmin(current) && !isActiveAdmin(next)) {
      const change = next.active ? 'demote' : 'deactivate';
      protectOwnUser(editor.userId, current.id, change);
    }
    return { ...next, ...(await this.users.update(tx, current, next, passwordHash)) };
  }

  /** Deletes `user`, whose row is locked, and their memberships. Throws like `change`. */
  async delete(tx: AuthoredTransaction, editor: Editor, user: StoredUser): Promise<void> {
    protectOwnUser(editor.userId, user.id, 'delete');
    const holder = await this.lock.holderOf(tx, 'User', user.id);
    if (holder !== undefined) throw managedDeletion(holder);
    await this.removal.remove(tx, user);
  }

  private async ensureUnlocked(
    tx: AccountTransaction,
    current: StoredUser,
    input: UserChangesRequest,
  ): Promise<void> {
    const [field] = managedFieldsIn(current, input);
    if (field === undefined) return;
    const holder = await this.lock.holderOf(tx, 'User', current.id);
    if (holder !== undefined) throw managedUser(holder, field);
  }

  /** An organization chosen by a person overrides the identity provider's. */
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
    // As over SCIM: the reference is stored but not bound.
    if (managerId === current.id) return { ...NO_MANAGER, managerReference: managerId, managerByValue: true };
    if (managerId !== null) await this.requireManager(tx, managerId);
    return { ...NO_MANAGER, managerId };
  }

  private async requireOrganization(tx: AccountTransaction, id: string): Promise<void> {
    if (await this.organizations.find(tx, id)) return;
    throw noSuchOrganization(id);
  }

  private async requireManager(tx: AccountTransaction, id: string): Promise<void> {
    if (await this.lines.keep(tx, id)) return;
    throw noSuchManager(id);
  }
}

function newUser({ organizationId }: Editor, input: NewUserInput): NewUser {
  return {
    ...EMPTY_FIELDS,
    ...plainFields(input),
    ...roleAfter(DEFAULT_ROLE, input.role),
    userName: typedUserName(input.userName),
    organizationId: input.organizationId ?? organizationId,
    managerId: input.managerId ?? null,
    values: withEmail([], input.email ?? null),
  };
}

/**
 * The role that the user already has is not a change, wherever it comes from; null removes the assigned role.
 */
function roleAfter(current: RoleState, role: Role | null | undefined): RoleState {
  if (role === null) return DEFAULT_ROLE;
  return role === undefined || role === current.role ? roleOf(current) : { role, roleOrigin: 'role' };
}

function plainFields(input: UserInput): Partial<UserFields> {
  const given = PLAIN_FIELDS.filter((name) => input[name] !== undefined);
  return Object.fromEntries(given.map((name) => [name, input[name]]));
}
