import { Injectable } from '@nestjs/common';
import { AuditService } from '../accounts/audit.service.js';
import { stale } from '../common/errors.js';
import type { AccountTransaction, AuthoredTransaction } from '../platform/database/account-transaction.js';
import { all, equal, idIs, isIn, not, present } from '../platform/database/sql/predicate.js';
import { UserRoles } from './user-roles.service.js';
import { ReportingLinesService, type BoundManager } from './reporting-lines.service.js';
import { UserBlocks } from './user-blocks.service.js';
import { completed, rowOf, type CompletedUser } from './new-user.js';
import { User } from './user.entity.js';
import { shownNameKey } from './shown-name.js';
import { changedAttributes, changedColumns, userColumns, valueRows } from './user-columns.js';
import {
  USER_COLUMNS,
  type CreatedUser,
  type NewUser,
  type StoredUser,
  type UserFields,
  type UserValueFields,
} from './user-fields.js';
import { creationOf, changeOf, userSubject } from './user-audit.js';
import { rememberSizes, sizeWithin } from './user-size.js';
import type { UserChange } from './directory-change.js';
import { DirectoryListeners } from './directory-listeners.js';
import { UserListeners } from './user-listeners.js';
import { changedUser, createdUser, valueChanges } from './user-directory-changes.js';
import { withFreeUserNames } from './user-name.js';
import { UserValue } from './user-value.entity.js';
import { INCREMENT, type Changes } from '../platform/database/sql/selection.js';

/** The fields needed to delete a user. */
export type DeletableUser = Pick<StoredUser, 'id' | 'userName' | 'externalId' | 'role' | 'active' | 'values'>;

/** The audited action for a password change. */
export type PasswordAction = 'password.changed' | 'password.reset';

/** The state in which a deleted user comes back. */
export interface RestoredState {
  /** Its last user name if omitted. */
  userName?: string;
  active: boolean;
  values: readonly UserValueFields[];
}

/** What an update has changed in a user besides what was asked for. */
export type UpdatedUser = Pick<StoredUser, 'size' | 'version' | 'updatedAt' | 'role' | 'roleOrigin'> &
  Partial<BoundManager>;

/** What a new password ends, and what it keeps. */
export interface PasswordEnds {
  keepSessionId?: string | undefined;
  revokeApiKeys?: boolean | undefined;
}

/** Creates, changes and deletes the users of an account. */
@Injectable()
export class UserChanges {
  constructor(
    private readonly lines: ReportingLinesService,
    private readonly roles: UserRoles,
    private readonly blocks: UserBlocks,
    private readonly audit: AuditService,
    private readonly listeners: UserListeners,
    private readonly directory: DirectoryListeners,
  ) {}

  /** Throws `conflict` (`user-name-taken`, `user-name-taken-by-inactive`). Binds users who wait for this manager. */
  async create(tx: AuthoredTransaction, user: NewUser): Promise<CreatedUser> {
    const { passwordHash, ...created } = await this.roles.settleNew(tx, completed(user));
    await this.insert(tx, [{ passwordHash, ...created }]);
    const { id, managerId, managerReference } = created;
    const manager =
      managerId === null && managerReference !== null
        ? await this.lines.bindToManager(tx, id, managerReference)
        : undefined;
    return { ...created, ...manager };
  }

  /**
   * Creates many users, whose managers must exist, and returns their ids in the same order, with a few statements per
   * hundred. Throws and binds like `create`.
   */
  async createAll(tx: AuthoredTransaction, users: readonly NewUser[]): Promise<string[]> {
    const created = users.map(completed);
    await this.insert(tx, created);
    return created.map(({ id }) => id);
  }

  /**
   * Stores the difference between `current`, which was read with a lock, and `next`; writes nothing if nothing differs.
   * Deactivation and a new password end the user's sessions; deactivation and losing the role admin revoke the API
   * keys. Returns the role, see `UserRoles.settle`, and a newly bound manager. Throws `conflict` (`user-name-taken`,
   * `last-admin`), `stale` after a concurrent change, and like `sizeWithin`.
   */
  async update(
    tx: AuthoredTransaction,
    current: StoredUser,
    wanted: UserFields & { values: UserValueFields[] },
    passwordHash?: string,
  ): Promise<UpdatedUser> {
    const next = await this.roles.settle(tx, current, wanted);
    const { role, roleOrigin } = next;
    const changed: Partial<UserFields> = Object.fromEntries(
      USER_COLUMNS.filter((name) => next[name] !== current[name]).map((name) => [name, next[name]]),
    );
    const values = changedAttributes(current.values, next.values);
    if (Object.keys(changed).length === 0 && values.length === 0 && passwordHash === undefined)
      return { size: current.size, version: current.version, updatedAt: current.updatedAt, role, roleOrigin };

    const [version, updatedAt] = [current.version + 1, new Date().toISOString()];
    const size = sizeWithin(next, current);
    const hash = passwordHash === undefined ? {} : { passwordHash };
    const left = changed.active === undefined ? {} : { deactivatedAt: changed.active ? null : updatedAt };
    const updated = await withFreeUserNames(tx, [next.userName], () =>
      tx.update(
        User,
        { ...changedColumns(changed, current, next), ...hash, ...left, size, version, updatedAt },
        all(idIs(current.id), equal('version', current.version)),
      ),
    );
    if (updated === 0) throw stale('Someone else has changed the user in the meantime. Read it again.');
    if (values.length > 0) await this.replaceValues(tx, current.id, values, next.values);
    await rememberSizes(tx, [size]);
    await this.endAccess(tx, current, next, passwordHash !== undefined);
    const { bound, manager } = await this.bind(tx, current, next, changed);
    const password = passwordHash !== undefined;
    const changes = {
      fields: { ...changed, ...(manager && { managerId: manager.managerId, managerLeft: false }) },
      values: valueChanges(current.values, next.values, values),
    };
    await this.directory.publish(tx, [changedUser(current, { ...changes, password }), ...bound]);
    const after = { fields: changed, values: next.values };
    await this.audit.recordAll(tx, () => [changeOf(current, after, { password })]);
    return { size, version, updatedAt, role, roleOrigin, ...manager };
  }

  /**
   * Sets a password and ends the user's sessions except the one to keep; optionally revokes the API keys. `action` is
   * the audited action.
   */
  async setPassword(
    tx: AuthoredTransaction,
    user: Pick<User, 'id' | 'userName'>,
    passwordHash: string,
    { action, keepSessionId, revokeApiKeys = false }: { action: PasswordAction } & PasswordEnds,
  ): Promise<void> {
    const userId = user.id;
    const updatedAt = new Date().toISOString();
    await tx.update(User, { passwordHash, version: INCREMENT, updatedAt }, idIs(userId));
    await this.listeners.accessEnded(tx, userId, {
      sessions: { keepId: keepSessionId },
      keys: revokeApiKeys,
    });
    await this.directory.publish(tx, [changedUser(user, { fields: {}, values: {}, password: true })]);
    await this.audit.record(tx, { action, subject: userSubject(user) });
  }

  /**
   * Deletes a user: the id becomes unknown and the user name free. The row is kept without values and
   * credentials, except that the password's hash stays for as long as `restore` is possible. The user's
   * reports wait for a successor with the same externalId. Throws `conflict` (`last-admin`).
   */
  async delete(tx: AuthoredTransaction, user: DeletableUser): Promise<void> {
    await this.roles.protectLastAdmin(tx, user);
    const released = await this.lines.release(tx, user);
    const deletedAt = new Date().toISOString();
    await tx.update(User, { userNameKey: null, active: false, deletedAt }, idIs(user.id));
    await this.blocks.removed(tx, user.id);
    await this.listeners.deleted(tx, user.id);
    await tx.delete(UserValue, equal('userId', user.id));
    const { id, userName: name, externalId, active, values } = user;
    const isProvisioned = externalId !== null;
    await this.directory.publish(tx, [
      ...released,
      { resourceType: 'User', kind: 'deleted', id, name, active, isProvisioned, values },
    ]);
    await this.audit.record(tx, { action: 'user.deleted', subject: userSubject(user) });
  }

  /**
   * Brings a deleted user back, with id, password and fields as they were. Sessions and keys stay ended. Returns false if
   * there is no such deleted user, or if it has been erased. Throws `conflict` (`user-name-taken`).
   */
  async restore(
    tx: AuthoredTransaction,
    id: string,
    { userName: wanted, active, values }: RestoredState,
  ): Promise<boolean> {
    const whole = tx.withDeleted();
    const where = all(idIs(id), present('deletedAt'), not(present('erasedAt')));
    const row = await whole.find(User, { columns: USER_COLUMNS, where, forUpdate: true });
    if (!row) return false;
    const userName = wanted ?? row.userName;
    const user = { ...row, userName, active, values };
    const back: Changes<User> = {
      ...userColumns({ userName, active, ...(await this.roles.settleRestored(tx, id, user)) }),
      shownNameKey: shownNameKey(user),
      size: sizeWithin(user),
      deletedAt: null,
      ...(active && { deactivatedAt: null }),
      version: INCREMENT,
      updatedAt: new Date().toISOString(),
    };
    await withFreeUserNames(tx, [userName], () => whole.update(User, back, where));
    await this.blocks.added(tx, [id]);
    const rows = valueRows(id, values);
    if (rows.length > 0) await tx.insert(UserValue, rows);
    const isProvisioned = row.externalId !== null;
    await this.directory.publish(tx, [
      { resourceType: 'User', kind: 'restored', id, name: userName, active, isProvisioned },
    ]);
    await this.audit.record(tx, { action: 'user.restored', subject: userSubject({ id, userName }) });
    return true;
  }

  private async insert(tx: AuthoredTransaction, users: readonly CompletedUser[]): Promise<void> {
    const rows = users.map(rowOf);
    await withFreeUserNames(
      tx,
      users.map(({ userName }) => userName),
      () => tx.insert(User, rows),
    );
    await this.blocks.added(
      tx,
      users.map(({ id }) => id),
    );
    const values = users.flatMap((user) => valueRows(user.id, user.values));
    if (values.length > 0) await tx.insert(UserValue, values);
    await rememberSizes(
      tx,
      users.map(({ size }) => size),
    );
    const bound = await this.lines.bindReports(tx, users);
    await this.directory.publish(tx, [...users.map(createdUser), ...bound]);
    await this.audit.recordAll(tx, () => users.map(creationOf));
  }

  /**
   * Binds the users who wait for this manager, and the user to an awaited manager. A user whose manager has
   * left waits for a new one.
   */
  private async bind(
    tx: AccountTransaction,
    current: StoredUser,
    { managerId, managerLeft }: UserFields,
    { externalId, managerReference }: Partial<UserFields>,
  ): Promise<{ bound: UserChange[]; manager: BoundManager | undefined }> {
    const bound = externalId ? await this.lines.bindReports(tx, [{ ...current, externalId }]) : [];
    const manager =
      managerReference && managerId === null && !managerLeft
        ? await this.lines.bindToManager(tx, current.id, managerReference)
        : undefined;
    return { bound, manager };
  }

  private async replaceValues(
    tx: AccountTransaction,
    userId: string,
    attributes: readonly string[],
    values: readonly UserValueFields[],
  ): Promise<void> {
    await tx.delete(UserValue, all(equal('userId', userId), isIn('attribute', attributes)));
    const rows = valueRows(
      userId,
      values.filter(({ attribute }) => attributes.includes(attribute)),
    );
    if (rows.length > 0) await tx.insert(UserValue, rows);
  }

  /** Ends credentials after a deactivation, a new password, or the loss of the role admin. */
  private async endAccess(
    tx: AccountTransaction,
    current: StoredUser,
    next: UserFields,
    hasNewPassword: boolean,
  ): Promise<void> {
    const isDeactivated = current.active && !next.active;
    const isDemoted = current.role === 'admin' && next.role !== 'admin';
    const [sessions, keys] = [isDeactivated || hasNewPassword, isDeactivated || isDemoted];
    if (!sessions && !keys) return;
    await this.listeners.accessEnded(tx, current.id, { ...(sessions && { sessions: {} }), keys });
  }
}
