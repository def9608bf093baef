import { Injectable } from '@nestjs/common';
import type { UserPrincipal } from '../../auth/principal.js';
import type { AccountTransaction, AuthoredTransaction } from '../../platform/database/account-transaction.js';
import { UserRemoval } from '../../directory/user-removal.js';
import { PasswordHasher } from '../../auth/passwords/password-hasher.js';
import type { Change } from '../../common/changes.js';
import type { Operation } from '../../provisioning-log/provisioning-event.entity.js';
import type { StoredUser } from '../../users/user-fields.js';
import { UsersService } from '../../users/users.service.js';
import type { ScimObject } from '../protocol/value.js';
import { documentChanges } from './document-changes.js';
import { PlacementService, type DocumentChange } from './placement.service.js';
import type { Trail } from './scim-work.js';
import { EXPENSE } from './user-attributes.js';
import { extensionText, toDocument, toFields } from './user-mapper.js';
import { protectOwnName, protectOwnUser, roleAfter } from './user-rules.js';
import { ignoredAttributes, warn, type Warning } from './warning.js';

/** The password that a document sets. */
export interface NewPassword {
  passwordHash: string | undefined;
  /** Why one that came is not set. */
  ignored?: Warning;
}

/** What goes with a write: a new password, and what the provisioning log will say. */
export interface WriteOptions extends NewPassword {
  trail: Trail;
  /** The names in the request that nobody understands. */
  unknown: ReadonlySet<string>;
}

/** Identity providers that synchronise passwords send one for their own login too, and would be out from then on. */
const OWN_PASSWORD: Warning = {
  detail:
    'The password for the user whose credential this is was ignored: the identity provider would no longer get in. Change it in Declaree.',
  code: 'own-password-ignored',
};

/** Carries out what a user's document asks for, by the domain's rules. */
@Injectable()
export class UserWriter {
  constructor(
    private readonly users: UsersService,
    private readonly removal: UserRemoval,
    private readonly placement: PlacementService,
    private readonly hasher: PasswordHasher,
  ) {}

  /**
   * The password of a document, if it has one, for the user with the id, or a new one. No credential sets that of its own
   * user. Hashing is slow, so it comes before the transaction.
   */
  async newPassword(
    { accountId, userId }: UserPrincipal,
    { password }: ScimObject,
    id?: string,
  ): Promise<NewPassword> {
    if (typeof password !== 'string') return { passwordHash: undefined };
    if (id === userId) return { passwordHash: undefined, ignored: OWN_PASSWORD };
    return { passwordHash: await this.hasher.hash(password, accountId) };
  }

  /** A user to change: other writers wait until the transaction ends. Throws `not-found`. */
  hold(tx: AccountTransaction, id: string): Promise<StoredUser> {
    return this.users.get(tx, id, { lock: true });
  }

  /** The id of the user that a document names by its externalId, else by its userName. */
  findId(tx: AccountTransaction, document: ScimObject): Promise<string | undefined> {
    return this.users.findId(tx, toFields(document));
  }

  async create(
    tx: AuthoredTransaction,
    principal: UserPrincipal,
    document: ScimObject,
    { passwordHash, trail, unknown }: WriteOptions,
  ): Promise<StoredUser> {
    const role = roleAfter(undefined, extensionText(document, EXPENSE, 'role'));
    const placement = await this.placement.forNewUser(tx, document, principal.organizationId);
    const { organizationLabel, managerDisplayName, warning, ...placed } = placement;
    const created = await this.users.create(tx, {
      ...toFields(document),
      ...placed,
      role,
      passwordHash: passwordHash ?? null,
    });
    const user = { organizationLabel, managerDisplayName, ...created };
    trail.resourceId = user.id;
    warn(trail, warning, ignoredAttributes(unknown));
    trail.changes = [...documentChanges({}, toDocument(user)), ...passwordChange(passwordHash)];
    return user;
  }

  /**
   * `after` is what the document of `current`, read with its row locked, becomes. Throws `forbidden` (`own-user`,
   * `admin-role`), `conflict` (`user-name-taken`, `last-admin`).
   */
  async change(
    tx: AuthoredTransaction,
    principal: UserPrincipal,
    { current, ...asked }: { current: StoredUser } & Omit<DocumentChange, 'before'>,
    { passwordHash, ignored, trail, unknown }: WriteOptions,
  ): Promise<StoredUser> {
    const { after } = asked;
    const before = toDocument(current);
    const fields = toFields(after, current.active);
    if (current.active && !fields.active) protectOwnUser(principal, current, 'deactivate');
    protectOwnName(principal, current, fields);
    const role = roleAfter(current.role, extensionText(after, EXPENSE, 'role'), asked.clearsRole);
    const change = { before, ...asked };
    const { warning, ...placement } = await this.placement.forChangedUser(tx, current, change);
    const next = { ...current, ...fields, ...placement, role };
    const user = { ...next, ...(await this.users.update(tx, current, next, passwordHash)) };
    warn(trail, ignored, warning, ignoredAttributes(unknown));
    trail.changes = [...documentChanges(before, toDocument(user)), ...passwordChange(passwordHash)];
    trail.operation = changeOperation(trail, current, user);
    return user;
  }

  /** Throws `forbidden` (`own-user`), `conflict` (`last-admin`). */
  async delete(tx: AuthoredTransaction, principal: UserPrincipal, user: StoredUser): Promise<void> {
    protectOwnUser(principal, user, 'delete');
    await this.removal.remove(tx, user);
  }
}

/** A password is named among the changes, and never shown. */
function passwordChange(passwordHash: string | undefined): Change[] {
  return passwordHash === undefined ? [] : [{ path: 'password' }];
}

/** What a change amounts to for those who read the log. */
function changeOperation({ operation, changes }: Trail, current: StoredUser, user: StoredUser): Operation {
  if (current.active !== user.active) return user.active ? 'reactivate' : 'deactivate';
  return changes.length === 1 && changes[0]?.path === 'password' ? 'password' : operation;
}
