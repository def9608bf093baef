import { Injectable } from '@nestjs/common';
import { CONSEQUENCES, JournalChange } from '../journal/journal-change.entity.js';
import type { StoredRun } from '../journal/run-keeper.service.js';
import type { AccountTransaction } from '../../platform/database/account-transaction.js';
import { all, compare, equal, isIn, not } from '../../platform/database/sql/predicate.js';
import { changedSince } from './undo-entries.js';

/** Finds what was changed after a run. */
@Injectable()
export class LaterChanges {
  /** Why a value is no longer as the run left it: who changed the resource last. */
  async reason(tx: AccountTransaction, resourceId: string, { id: runId }: StoredRun): Promise<string> {
    const last = await tx.find(JournalChange, {
      columns: ['actor', 'runId'],
      where: equal('resourceId', resourceId),
      orderBy: [{ column: 'id', descending: true }],
    });
    return changedSince(last && last.runId !== runId ? last.actor : undefined);
  }

  /** The last one who changed each of the resources after the run, by id; not the run, and not the undo itself. */
  async authors(
    tx: AccountTransaction,
    ids: readonly string[],
    { run, ownSource }: { run: StoredRun; ownSource: string | undefined },
  ): Promise<Map<string, string>> {
    if (ids.length === 0) return new Map();
    // The order of the journal, not the time of its rows: a clock may have been set back.
    const first = await tx.find(JournalChange, {
      columns: ['id'],
      where: equal('runId', run.id),
      orderBy: [{ column: 'id' }],
    });
    const rows = await tx.selectListed(JournalChange, 'resourceId', ids, {
      columns: ['id', 'resourceId', 'actor'],
      where: all(
        compare('id', '>=', first?.id ?? ''),
        not(isIn('kind', CONSEQUENCES)),
        equal('refused', 0),
        not(equal('runId', run.id)),
        ...(ownSource === undefined ? [] : [not(equal('source', ownSource))]),
      ),
    });
    const found = new Map<string, { id: string; actor: string }>();
    for (const { id, resourceId, actor } of rows) {
      if (resourceId !== null && id > (found.get(resourceId)?.id ?? '')) found.set(resourceId, { id, actor });
    }
    return new Map([...found].map(([resourceId, { actor }]) => [resourceId, actor]));
  }
}
