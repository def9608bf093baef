import { Injectable } from '@nestjs/common';
import { ownUserId, type Provisioner } from '../../auth/principal.js';
import type { AuthoredTransaction } from '../../platform/database/account-transaction.js';
import { UserRemoval } from '../../directory/user-removal.js';
import { PasswordHasher } from '../../auth/passwords/password-hasher.js';
import type { Change } from '../../common/changes.js';
import type { Operation } from '../../provisioning/log/provisioning-event.entity.js';
import type { StoredUser } from '../../users/user-fields.js';
import { UserChanges } from '../../users/user-changes.service.js';
import type { ScimObject } from '../protocol/value.js';
import { documentChanges } from './document-changes.js';
import { PlacementService, type DocumentChange } from './placement.service.js';
import type { Trail } from './trail.js';
import { userNames } from './subject-names.js';
import { EXPENSE } from './user-attributes.js';
import { extensionText, toDocument, toFields } from './user-mapper.js';
import { protectCredentialUser, protectOwnName, roleAfter } from './user-rules.js';
import { ignoredAttributes, warn, type Warning } from './warning.js';

/** The password that a document sets. */
export interface NewPassword {
  passwordHash: string | undefined;
  /** Why a password was not set. */
  ignored?: Warning;
}

/** A new password, and the event for the provisioning log. */
export interface WriteOptions extends NewPassword {
  trail: Trail;
  /** The unknown names in the request. */
  unknown: ReadonlySet<string>;
}

/** Identity providers that synchronize passwords also send one for their own login, and would lock themselves out. */
const OWN_PASSWORD: Warning = {
  detail:
    'The password for the user that the identity provider signs in with was ignored: the identity provider would be locked out. Change it in Declaree.',
  code: 'own-password-ignored',
};

/** Writes users from documents, by the domain's rules. */
@Injectable()
export class UserWriter {
  constructor(
    private readonly users: UserChanges,
    private readonly removal: UserRemoval,
    private readonly placement: PlacementService,
    private readonly hasher: PasswordHasher,
  ) {}

  /**
   * Hashes the password of a document, if it has one, for the user with the id, or for a new user. A credential cannot set
   * its own user's password. Call it before the transaction, because hashing is slow.
   */
  async newPassword(principal: Provisioner, { password }: ScimObject, id?: string): Promise<NewPassword> {
    if (typeof password !== 'string') return { passwordHash: undefined };
    if (id !== undefined && id === ownUserId(principal))
      return { passwordHash: undefined, ignored: OWN_PASSWORD };
    return { passwordHash: await this.hasher.hash(password, principal.accountId) };
  }

  async create(
    tx: AuthoredTransaction,
    principal: Provisioner,
    document: ScimObject,
    { passwordHash, trail, unknown }: WriteOptions,
  ): Promise<StoredUser> {
    const asked = extensionText(document, EXPENSE, 'role');
    const role = roleAfter(undefined, { asked, isAssigned: true, isCleared: false });
    const placement = await this.placement.forNewUser(tx, document, principal.organizationId);
    const { organizationLabel, managerDisplayName, warning, ...placed } = placement;
    const created = await this.users.create(tx, {
      ...toFields(document),
      ...placed,
      ...role,
      passwordHash: passwordHash ?? null,
    });
    const user = { organizationLabel, managerDisplayName, ...created };
    trail.resourceId = user.id;
    trail.subject = userNames(user);
    warn(trail, warning, ignoredAttributes(unknown));
    trail.changes = [...documentChanges({}, toDocument(user)), ...passwordChange(passwordHash)];
    return user;
  }

  /**
   * Changes the document of `current`, whose row is locked, to `after`. Throws `forbidden` (`own-user`, `admin-role`),
   * `conflict` (`user-name-taken`, `last-admin`).
   */
  async change(
    tx: AuthoredTransaction,
    principal: Provisioner,
    { current, ...asked }: { current: StoredUser } & Omit<DocumentChange, 'before'>,
    { passwordHash, ignored, trail, unknown }: WriteOptions,
  ): Promise<StoredUser> {
    const { after } = asked;
    const before = toDocument(current);
    const fields = toFields(after, current.active);
    if (current.active && !fields.active) protectCredentialUser(principal, current, 'deactivate');
    protectOwnName(principal, current, fields);
    const { assignsRole: isAssigned, clearsRole: isCleared } = asked;
    const role = roleAfter(current, { asked: extensionText(after, EXPENSE, 'role'), isAssigned, isCleared });
    const change = { before, ...asked };
    const { warning, ...placement } = await this.placement.forChangedUser(tx, current, change);
    const next = { ...current, ...fields, ...placement, ...role };
    const user = { ...next, ...(await this.users.update(tx, current, next, passwordHash)) };
    warn(trail, ignored, warning, ignoredAttributes(unknown));
    trail.changes = [...documentChanges(before, toDocument(user)), ...passwordChange(passwordHash)];
    trail.subject = userNames(user);
    trail.operation = changeOperation(trail, current, user);
    return user;
  }

  /** Throws `forbidden` (`own-user`), `conflict` (`last-admin`). */
  async delete(tx: AuthoredTransaction, principal: Provisioner, user: StoredUser): Promise<void> {
    protectCredentialUser(principal, user, 'delete');
    await this.removal.remove(tx, user);
  }
}

/** Changes name the password, but never contain it. */
function passwordChange(passwordHash: string | undefined): Change[] {
  return passwordHash === undefined ? [] : [{ path: 'password' }];
}

/** The operation that the log shows for a change. */
function changeOperation({ operation, changes }: Trail, current: StoredUser, user: StoredUser): Operation {
  if (current.active !== user.active) return user.active ? 'reactivate' : 'deactivate';
  return changes.length === 1 && changes[0]?.path === 'password' ? 'password' : operation;
}
