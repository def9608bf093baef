import { Injectable } from '@nestjs/common';
import { ERASED } from '../accounts/erasures.js';
import { changedValues } from '../provisioning/journal/changed-values.js';
import { DirectoryCounts } from '../provisioning/journal/directory-counts.service.js';
import { JournalChange } from '../provisioning/journal/journal-change.entity.js';
import { JournalPart } from '../provisioning/journal/journal-part.entity.js';
import { Run } from '../provisioning/journal/run.entity.js';
import { CHANGE_COLUMNS, RunsService, type ReadChange } from '../provisioning/journal/runs.service.js';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import { all, compare, equal, idIs } from '../platform/database/sql/predicate.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { UndoJob } from '../provisioning/undo/undo-job.entity.js';
import { withoutPerson, type PersonTexts } from './person-texts.js';

/** How many changes are read, and deleted, in one transaction. */
const CHANGES_AT_ONCE = 500;
/** The most characters that their values may have in total. */
const LENGTH_AT_ONCE = 4_000_000;

/**
 * Erases a person from the journal. Changes of the person, and changes of others that mention the person,
 * cannot be undone afterwards. The counts of runs stay.
 */
@Injectable()
export class JournalTraces {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly runs: RunsService,
    private readonly totals: DirectoryCounts,
  ) {}

  /** Adds the person's earlier names, taken from the person's changes. */
  async collect(accountId: string, userId: string, texts: PersonTexts): Promise<void> {
    await this.eachBatch(accountId, userId, (changes) => {
      for (const change of changes) {
        texts.add(change.name);
        texts.addFrom(changedValues(change));
      }
      return Promise.resolve();
    });
  }

  async erase(accountId: string, userId: string, texts: PersonTexts): Promise<void> {
    const pattern = texts.pattern();
    await this.eachBatch(accountId, userId, (changes) => this.delete(accountId, changes));
    if (!pattern) return;
    await this.eachBatch(accountId, undefined, (changes) =>
      this.delete(
        accountId,
        changes.filter((change) => mentions(change, pattern)),
      ),
    );
    await this.unitOfWork.write(accountId, (tx) => this.eraseAuthors(tx, userId, pattern));
  }

  private async delete(accountId: string, changes: readonly ReadChange[]): Promise<void> {
    const ids = changes.map(({ id }) => id);
    if (ids.length === 0) return;
    await this.unitOfWork.write(accountId, async (tx) => {
      await tx.deleteListed(JournalPart, 'changeId', ids, all());
      await tx.deleteListed(JournalChange, 'id', ids, all());
    });
  }

  private async eraseAuthors(tx: AccountTransaction, userId: string, pattern: RegExp): Promise<void> {
    const own = equal('actorId', userId);
    // Waits for the current slice of a running job, whose next slices have no name.
    await tx.update(UndoJob, { author: ERASED }, equal('authorId', userId));
    // Waits for the changes that are being counted into a run, which takes its name from the first.
    await this.totals.hold(tx);
    await tx.update(JournalChange, { actor: ERASED }, own);
    await tx.update(Run, { actor: ERASED }, own);
    const jobs = await tx.select(UndoJob, { columns: ['id', 'left'] });
    for (const { id, left } of jobs) {
      if (left === null) continue;
      const without = JSON.stringify(withoutPerson(JSON.parse(left), pattern));
      if (without !== left) await tx.update(UndoJob, { left: without }, idIs(id));
    }
  }

  private async eachBatch(
    accountId: string,
    userId: string | undefined,
    work: (changes: readonly ReadChange[]) => Promise<void>,
  ): Promise<void> {
    const of = userId === undefined ? all() : equal('resourceId', userId);
    for (let last = ''; ;) {
      const changes = await this.unitOfWork.read(accountId, async (tx) => {
        const rows = await tx.select(JournalChange, {
          columns: CHANGE_COLUMNS,
          where: all(of, compare('id', '>', last)),
          orderBy: [{ column: 'id' }],
          limit: CHANGES_AT_ONCE,
        });
        const fitting = await this.runs.fitting(tx, rows, LENGTH_AT_ONCE);
        return this.runs.complete(tx, rows.slice(0, fitting));
      });
      if (changes.length === 0) return;
      await work(changes);
      last = changes.at(-1)?.id ?? last;
    }
  }
}

function mentions({ name, data }: ReadChange, pattern: RegExp): boolean {
  const texts = { name, data };
  return JSON.stringify(withoutPerson(texts, pattern)) !== JSON.stringify(texts);
}
