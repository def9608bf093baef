import { Injectable } from '@nestjs/common';
import { ERASED } from '../accounts/erasures.js';
import { firstCharacters } from '../common/first-characters.js';
import { ApprovalStep } from '../expenses/approval-step.entity.js';
import { Deputy } from '../expenses/deputy.entity.js';
import { ExpenseReport, TITLE_LENGTH } from '../expenses/expense-report.entity.js';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import { all, any, compare, equal, idIs, present } from '../platform/database/sql/predicate.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import type { PersonTexts } from './person-texts.js';

/** How many rows are read, and changed, in one transaction. */
const ROWS_AT_ONCE = 500;

const PIECE = { orderBy: [{ column: 'id' }], limit: ROWS_AT_ONCE } as const;

/** A text in which somebody may be mentioned. */
interface Mention {
  id: string;
  text: string | null;
}

/** Texts of expense reports that people write. */
interface Texts {
  /** Rows after the one with the id `last`, in the order of their ids. */
  piece(tx: AccountTransaction, last: string): Promise<readonly Mention[]>;
  change(tx: AccountTransaction, id: string, text: string): Promise<unknown>;
}

const TITLES: Texts = {
  piece: async (tx, last) => {
    const rows = await tx.select(ExpenseReport, {
      columns: ['id', 'title'],
      where: compare('id', '>', last),
      ...PIECE,
    });
    return rows.map(({ id, title }) => ({ id, text: title }));
  },
  change: (tx, id, text) =>
    tx.update(ExpenseReport, { title: firstCharacters(text, TITLE_LENGTH) }, idIs(id)),
};

const NOTES: Texts = {
  piece: async (tx, last) => {
    const rows = await tx.select(ApprovalStep, {
      columns: ['id', 'note'],
      where: all(present('note'), compare('id', '>', last)),
      ...PIECE,
    });
    return rows.map(({ id, note }) => ({ id, text: note }));
  },
  change: (tx, id, note) => tx.update(ApprovalStep, { note }, idIs(id)),
};

/** Erases a person from expense reports. Keeps what was spent, the ids of those who decided, and when. */
@Injectable()
export class ExpenseTraces {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Adds the names and numbers that are stored in the person's reports. */
  async collect(accountId: string, userId: string, texts: PersonTexts): Promise<void> {
    for (let last = ''; ;) {
      const rows = await this.unitOfWork.read(accountId, (tx) =>
        tx.select(ExpenseReport, {
          columns: ['id', 'ownerName', 'employeeNumber'],
          where: all(equal('ownerId', userId), compare('id', '>', last)),
          ...PIECE,
        }),
      );
      for (const { ownerName, employeeNumber } of rows) texts.add(ownerName, employeeNumber);
      if (rows.length < ROWS_AT_ONCE) return;
      last = rows.at(-1)?.id ?? last;
    }
  }

  async erase(accountId: string, userId: string, texts: PersonTexts): Promise<void> {
    const blank = { ownerName: ERASED, employeeNumber: null, costCenter: null, department: null };
    await this.unitOfWork.write(accountId, async (tx) => {
      await tx.update(ExpenseReport, blank, equal('ownerId', userId));
      await tx.delete(Deputy, any(equal('userId', userId), equal('deputyId', userId)));
    });
    const pattern = texts.pattern();
    if (!pattern) return;
    for (const each of [TITLES, NOTES]) await this.replace(accountId, each, pattern);
  }

  private async replace(accountId: string, texts: Texts, pattern: RegExp): Promise<void> {
    for (let last = ''; ;) {
      const rows = await this.unitOfWork.read(accountId, (tx) => texts.piece(tx, last));
      const changed = rows.flatMap(({ id, text }) => {
        const without = text?.replace(pattern, ERASED) ?? null;
        return without === null || without === text ? [] : { id, without };
      });
      if (changed.length > 0) {
        await this.unitOfWork.write(accountId, async (tx) => {
          for (const { id, without } of changed) await texts.change(tx, id, without);
        });
      }
      if (rows.length < ROWS_AT_ONCE) return;
      last = rows.at(-1)?.id ?? last;
    }
  }
}
