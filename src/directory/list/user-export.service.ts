import { Injectable } from '@nestjs/common';
import { AuditService } from '../../accounts/audit.service.js';
import { counted } from '../../common/counted.js';
import type { Author } from '../../platform/database/author.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { AccountTransaction } from '../../platform/database/account-transaction.js';
import { compare } from '../../platform/database/sql/predicate.js';
import type { StoredUser } from '../../users/user-fields.js';
import { User } from '../../users/user.entity.js';
import { UsersService } from '../../users/users.service.js';
import { COLUMNS, type Column } from './columns.js';
import { listedValues } from './listed-changes.js';

/** The column values of a user. */
export type ExportedUser = Record<Column, string>;

const USERS_AT_ONCE = 1_000;

/** Exports the users of an account in the columns of an import. */
@Injectable()
export class UserExport {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly users: UsersService,
    private readonly audit: AuditService,
  ) {}

  /**
   * All users except deleted ones, oldest first, in pages to save memory. Recorded in the audit trail before the first
   * page, because the reader may leave at any time.
   */
  async *pages(accountId: string, { author }: { author: Author }): AsyncGenerator<ExportedUser[]> {
    await this.unitOfWork.write(accountId, async (tx) => {
      const detail = counted(await this.users.count(tx), 'user');
      await this.audit.record(tx.by(author), { action: 'users.exported', detail });
    });
    // Pages by id, so that renamed users are not listed twice or skipped.
    for (let last = ''; ;) {
      const page = await this.unitOfWork.search(accountId, (tx) => this.page(tx, last));
      if (page.length > 0) yield page.map(({ row }) => row);
      if (page.length < USERS_AT_ONCE) return;
      last = page.at(-1)?.id ?? last;
    }
  }

  private async page(tx: AccountTransaction, last: string): Promise<{ id: string; row: ExportedUser }[]> {
    const users = await this.users.select(tx, {
      where: compare('id', '>', last),
      orderBy: [{ column: 'id' }],
      limit: USERS_AT_ONCE,
    });
    const managerIds = [...new Set(users.flatMap(({ managerId }) => managerId ?? []))];
    const managers = await tx.selectListed(User, 'id', managerIds, {
      columns: ['id', 'userName'],
    });
    const names = new Map(managers.map(({ id, userName }) => [id, userName]));
    return users.map((user) => ({ id: user.id, row: rowOf(user, names) }));
  }
}

function rowOf(user: StoredUser, names: ReadonlyMap<string, string>): ExportedUser {
  const values = listedValues(user, names);
  return Object.fromEntries(COLUMNS.map((column) => [column, String(values[column] ?? '')])) as ExportedUser;
}
