import { Injectable } from '@nestjs/common';
import { AuditService } from '../../accounts/audit.service.js';
import { counted } from '../../common/counted.js';
import { shortened } from '../../common/first-characters.js';
import { ensureAwaited, type Waiter } from '../../common/waiter.js';
import { Owners } from '../ownership/ownership.service.js';
import type { Author } from '../../platform/database/author.js';
import type { AccountTransaction } from '../../platform/database/account-transaction.js';
import { compare, isIn } from '../../platform/database/sql/predicate.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { FairQueue } from '../../platform/limits/fair-queue.js';
import type { StoredUser } from '../../users/user-fields.js';
import { FIRST_EMAILS } from '../../users/user-search.js';
import { User } from '../../users/user.entity.js';
import { UsersService } from '../../users/users.service.js';
import { Comparison } from './comparison.js';
import { DriftStore, type DriftResult } from './drift-store.service.js';
import { ProviderList } from './provider-list.js';

const USERS_AT_ONCE = 1_000;

/** How many external ids from a list are looked up to see whether they are the ones that Declaree knows. */
const IDS_TRIED = 200;

/** How many unused headings of a list are stored, and how many characters of each. */
const IGNORED_KEPT = 50;
const HEADING_LENGTH = 60;

/** One comparison at a time, since each holds a whole list in memory. */
const ONE_AT_A_TIME = {
  atOnce: 1,
  reserve: 0,
  ofOne: { atOnce: 1, amongOthers: 1, waiting: 3 },
};

/** Compares the users of an account with the list that an identity provider exports. */
@Injectable()
export class DriftService {
  private readonly queue = new FairQueue(ONE_AT_A_TIME);

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly users: UsersService,
    private readonly owners: Owners,
    private readonly store: DriftStore,
    private readonly audit: AuditService,
  ) {}

  /**
   * Compares, replaces the last result, and records the comparison in the audit trail. Does not change users.
   * Throws `invalid` for a list that is not CSV or has no user names, NobodyWaits if the client leaves before
   * it begins.
   * @param bytes a CSV file
   */
  compare(accountId: string, author: Author, bytes: Uint8Array, waiter?: Waiter): Promise<DriftResult> {
    return this.queue.take(accountId, () => this.carryOut(accountId, author, bytes, waiter), waiter);
  }

  private async carryOut(
    accountId: string,
    author: Author,
    bytes: Uint8Array,
    waiter: Waiter | undefined,
  ): Promise<DriftResult> {
    const list = await ProviderList.read(bytes);
    await this.unitOfWork.read(accountId, (tx) => this.checkIds(tx, list));
    const comparison = new Comparison(list);
    // Pages by id, so that renamed users are not compared twice or skipped.
    for (let last = ''; ;) {
      ensureAwaited(waiter);
      const { users, managed } = await this.unitOfWork.search(accountId, (tx) => this.page(tx, last));
      comparison.addPage(users, managed);
      if (users.length < USERS_AT_ONCE) break;
      last = users.at(-1)?.id ?? last;
    }
    comparison.finish();
    const result = resultOf(list, comparison);
    await this.unitOfWork.write(accountId, async (tx) => {
      await this.store.replace(tx, result);
      const detail = counted(result.totals.there, 'user');
      await this.audit.record(tx.by(author), { action: 'users.compared', detail });
    });
    return result;
  }

  /** A column such as `id` may hold other ids than the external ones. It is then ignored. */
  private async checkIds(tx: AccountTransaction, list: ProviderList): Promise<void> {
    const ids = list.someExternalIds(IDS_TRIED);
    if (ids.length === 0) return;
    const known = await tx.find(User, { columns: ['id'], where: isIn('externalId', ids) });
    if (!known) list.forgetExternalIds();
  }

  /** The next users, and the ids of those whom an identity provider has written. */
  private async page(
    tx: AccountTransaction,
    last: string,
  ): Promise<{ users: readonly StoredUser[]; managed: ReadonlySet<string> }> {
    const users = await this.users.select(
      tx,
      { where: compare('id', '>', last), orderBy: [{ column: 'id' }], limit: USERS_AT_ONCE },
      { values: FIRST_EMAILS },
    );
    const owners = await this.owners.ofAll(tx, 'User', users);
    const managed = users.filter(({ id }) => owners.get(id)?.managedBy);
    return { users, managed: new Set(managed.map(({ id }) => id)) };
  }
}

function resultOf(list: ProviderList, comparison: Comparison): DriftResult {
  const { ignored } = list.columns;
  return {
    comparedAt: new Date().toISOString(),
    fields: comparison.comparedFields,
    ignored: ignored.slice(0, IGNORED_KEPT).map((heading) => shortened(heading, HEADING_LENGTH)),
    duplicates: list.duplicates,
    skipped: list.skipped,
    skippedRows: list.skippedRows,
    totals: comparison.totals,
    people: comparison.kept,
  };
}
