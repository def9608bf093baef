import { Injectable } from '@nestjs/common';
import type { UserPrincipal } from '../auth/principal.js';
import { invalid } from '../common/errors.js';
import type { AccountTransaction, AuthoredTransaction } from '../platform/database/account-transaction.js';
import { MembershipsService } from '../groups/memberships.service.js';
import { ManagedLock } from '../provisioning/ownership/managed-lock.service.js';
import type { Ownership } from '../provisioning/ownership/ownership.service.js';
import { UserEditor } from '../directory/user-editor.service.js';
import type { UserChangesRequest } from '../directory/user-requests.dto.js';
import { shownName } from '../users/shown-name.js';
import type { CreatedUser, StoredUser } from '../users/user-fields.js';
import { UserChanges } from '../users/user-changes.service.js';
import { UsersService } from '../users/users.service.js';
import { readForm, requireUnchanged, type FormFields } from './form.js';
import { OrganizationChooser, type OrganizationChoices } from './organization-choices.service.js';
import { NO_ROLE } from './ownership.js';
import type { GroupOfPerson } from './pages/person-page.js';
import { PersonForm, shownFields, type NewPersonForm } from './person-form.js';

/** What the page of a user shows, with the organizations to choose from. */
export interface PersonView {
  user: StoredUser;
  /** The display name of the manager; undefined if the manager is not a user. */
  managerName: string | undefined;
  groups: readonly GroupOfPerson[];
  organizations: OrganizationChoices;
  ownership: Ownership;
  /** Whether only the identity provider may change what it manages. */
  isLocked: boolean;
}

/** Adds and changes people through forms. */
@Injectable()
export class PersonEditing {
  constructor(
    private readonly users: UsersService,
    private readonly changes: UserChanges,
    private readonly memberships: MembershipsService,
    private readonly editor: UserEditor,
    private readonly organizations: OrganizationChooser,
    private readonly lock: ManagedLock,
  ) {}

  /** Throws `not-found`. */
  async view(tx: AccountTransaction, id: string): Promise<PersonView> {
    const user = await this.users.get(tx, id);
    const { managerId } = user;
    const manager = managerId === null ? undefined : await this.users.get(tx, managerId);
    return {
      user,
      managerName: manager && shownName(manager),
      groups: (await this.memberships.ofUsers(tx, [id])).get(id) ?? [],
      organizations: await this.organizations.choices(tx),
      ...(await this.lock.stateOf(tx, 'User', id)),
    };
  }

  /** Adds a user. Throws the errors of UserEditor, and `invalid` for an unknown organization. */
  async add(
    tx: AuthoredTransaction,
    caller: UserPrincipal,
    { organizationId, ...person }: NewPersonForm,
    passwordHash: string,
  ): Promise<CreatedUser> {
    const chosen = await this.organizations.chosen(tx, organizationId, 'organizationId');
    const input = { ...person, ...(chosen === undefined ? {} : { organizationId: chosen }) };
    return this.editor.create(tx, caller, input, passwordHash);
  }

  /**
   * Changes the fields that differ from the stored user. Throws `stale` if the version in the form is outdated,
   * `invalid`, and the errors of UserEditor.
   */
  async change(
    tx: AuthoredTransaction,
    caller: UserPrincipal,
    { id, fields }: { id: string; fields: FormFields },
  ): Promise<StoredUser> {
    const current = await this.users.get(tx, id, { lock: true });
    requireUnchanged(fields.get('version'), current.version);
    const changed = changedFields(current, fields);
    const input = await this.inputOf(tx, changed);
    return this.editor.change(tx, caller, { current, input }, undefined);
  }

  /** Sets a new password and ends all open sessions. Throws `not-found`. */
  async setPassword(tx: AuthoredTransaction, id: string, passwordHash: string): Promise<StoredUser> {
    const user = await this.users.get(tx, id, { lock: true });
    await this.changes.setPassword(tx, user, passwordHash, { action: 'password.reset' });
    return user;
  }

  /** Deletes a user. Throws the errors of UserEditor. */
  async delete(tx: AuthoredTransaction, caller: UserPrincipal, id: string): Promise<StoredUser> {
    const user = await this.users.get(tx, id, { lock: true });
    await this.editor.delete(tx, caller, user);
    return user;
  }

  private async inputOf(tx: AuthoredTransaction, changed: FormFields): Promise<UserChangesRequest> {
    const { userName, displayName, email, role, state, organizationId } = await readForm(PersonForm, changed);
    if (changed.has('userName') && userName === undefined) {
      throw invalid('Enter a user name.', { pointer: '/userName' });
    }
    const chosen = await this.organizations.chosen(tx, organizationId, 'organizationId');
    return {
      ...(userName === undefined ? {} : { userName }),
      ...(changed.has('displayName') ? { displayName: displayName ?? null } : {}),
      ...(changed.has('email') ? { email: email ?? null } : {}),
      ...(role === undefined ? {} : { role: role === NO_ROLE ? null : role }),
      ...(state === undefined ? {} : { active: state === 'active' }),
      ...(chosen === undefined ? {} : { organizationId: chosen }),
    };
  }
}

/** The sent values that differ from the stored ones, including fields that the form does not show. */
function changedFields(user: StoredUser, fields: FormFields): FormFields {
  const shown = new Map<string, string>(Object.entries(shownFields(user)));
  return new Map(
    [...fields].filter(([name, value]) => name !== 'version' && value.trim() !== shown.get(name)?.trim()),
  );
}
