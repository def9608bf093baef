import { Injectable } from '@nestjs/common';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import type { Author } from '../platform/database/author.js';
import { all, compare, equal, idIs, not, present } from '../platform/database/sql/predicate.js';
import { protectOwnUser } from '../directory/own-user.js';
import { UserRemoval } from '../directory/user-removal.js';
import { userColumns } from '../users/user-columns.js';
import { EMPTY_FIELDS, USER_COLUMNS, type UserFields } from '../users/user-fields.js';
import { User } from '../users/user.entity.js';
import { UsersService } from '../users/users.service.js';
import type { PersonTexts } from './person-texts.js';
import { neverExisted } from './refusals.js';

/** How many users are erased in one batch. */
const DUE_AT_ONCE = 20;

export type PersonRow = UserFields & Pick<User, 'id' | 'deletedAt' | 'erasedAt'>;

/** Reads and blanks the rows of users who are erased. */
@Injectable()
export class PersonRows {
  constructor(
    private readonly users: UsersService,
    private readonly removal: UserRemoval,
  ) {}

  /** The ids of some users who were deleted before `instant` and are not erased yet. */
  async due(tx: AccountTransaction, instant: Date): Promise<string[]> {
    const rows = await tx.withDeleted().select(User, {
      columns: ['id'],
      where: all(not(present('erasedAt')), compare('deletedAt', '<', instant.toISOString())),
      limit: DUE_AT_ONCE,
    });
    return rows.map(({ id }) => id);
  }

  /** Deletes the user if it still exists, and adds its values to `texts`. Throws `forbidden`, `conflict`. */
  async deleteFirst(
    tx: AccountTransaction,
    userId: string,
    { author, texts }: { author: Author; texts: PersonTexts },
  ): Promise<void> {
    const user = await this.users.find(tx, userId, { lock: true });
    if (!user) return;
    protectOwnUser(author.id, userId, 'erase');
    for (const value of user.values) texts.add(value.value, value.formatted, value.streetAddress);
    await this.removal.remove(tx.by(author), user);
  }

  /** Finds the user, deleted or not. Throws `not-found`. */
  async find(tx: AccountTransaction, id: string): Promise<PersonRow> {
    const columns = ['id', 'deletedAt', 'erasedAt', ...USER_COLUMNS] as const;
    const row = await tx.withDeleted().find(User, { columns, where: idIs(id) });
    if (!row) throw neverExisted(id);
    return row;
  }

  /** Blanks the user's row. Users who wait for this manager by its externalId stop waiting. */
  async blank(tx: AccountTransaction, { id, externalId, organizationId }: PersonRow): Promise<void> {
    const fields = userColumns({ ...EMPTY_FIELDS, organizationId, userName: 'erased', active: false });
    const empty = { ...fields, userNameKey: null, shownNameKey: null, passwordHash: null };
    const erasedAt = new Date().toISOString();
    await tx.withDeleted().update(User, { ...empty, erasedAt }, idIs(id));
    if (externalId === null) return;
    const waiting = all(equal('managerReference', externalId), not(present('managerId')));
    await tx.withDeleted().update(User, { managerReference: null, managerLeft: false }, waiting);
  }
}
