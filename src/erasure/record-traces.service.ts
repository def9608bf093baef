import { Injectable } from '@nestjs/common';
import { AuditEntry } from '../accounts/audit-entry.entity.js';
import { readChangesText } from '../common/changes.js';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import { LateWrites } from '../platform/database/late-writes.js';
import { all, compare, equal, idIs, type Predicate } from '../platform/database/sql/predicate.js';
import type { Entity } from '../platform/database/sql/table.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { ActivityRecord } from '../provisioning-log/activity-record.entity.js';
import { ProvisioningEvent } from '../provisioning-log/provisioning-event.entity.js';
import { ERASED, PersonTexts, withoutPerson } from './person-texts.js';

/** How many records are read, and changed, in one transaction. */
const RECORDS_AT_ONCE = 500;

/** The texts of a record that may mention a person. */
interface Mentions {
  id: string;
  actor: string;
  detail: string | null;
  changes: string | null;
  subjectName?: string | null;
}

type LogEntity = Entity<Mentions>;

const TRAIL: LogEntity = AuditEntry;

const LOGS: readonly { entity: LogEntity; columns: readonly (keyof Mentions)[] }[] = [
  { entity: ProvisioningEvent, columns: ['id', 'actor', 'detail', 'changes'] },
  { entity: TRAIL, columns: ['id', 'actor', 'detail', 'changes', 'subjectName'] },
];

const ACTIVITY_TEXTS = ['providerActor', 'lastTestActor', 'lastTestDetail'] as const;
type ActivityTexts = Pick<ActivityRecord, (typeof ACTIVITY_TEXTS)[number]>;

/** Erases a person from the provisioning log and the audit trail. What happened and when stays on record. */
@Injectable()
export class RecordTraces {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly lateWrites: LateWrites,
  ) {}

  /** Adds the person's earlier names, taken from its own records. */
  async collect(accountId: string, userId: string, texts: PersonTexts): Promise<void> {
    // Recent records may not be written yet.
    await this.lateWrites.flush();
    for (const { entity, columns } of LOGS) {
      await this.eachBatch(accountId, { entity, columns, where: about(entity, userId) }, (rows) => {
        for (const { changes } of rows) if (changes !== null) texts.addFrom(readChangesText(changes));
        return Promise.resolve();
      });
    }
  }

  /** Erases all values from records about the person, and the person's texts from all other records. */
  async erase(accountId: string, userId: string, texts: PersonTexts): Promise<void> {
    for (const { entity, columns } of LOGS) {
      const own = { entity, columns: ['id'] as const, where: about(entity, userId) };
      await this.eachBatch(accountId, own, (rows) => this.blank(accountId, entity, rows));
      await this.eachBatch(accountId, { entity, columns }, (rows) =>
        this.replaceMentions(accountId, entity, rows, texts),
      );
    }
    await this.unitOfWork.write(accountId, (tx) => this.eraseActivity(tx, texts));
  }

  private blank(accountId: string, entity: LogEntity, rows: readonly Mentions[]): Promise<void> {
    const named = entity === TRAIL ? { subjectName: null } : {};
    return this.unitOfWork.write(accountId, async (tx) => {
      for (const { id } of rows) await tx.update(entity, { changes: null, detail: null, ...named }, idIs(id));
    });
  }

  private async replaceMentions(
    accountId: string,
    entity: LogEntity,
    rows: readonly Mentions[],
    texts: PersonTexts,
  ): Promise<void> {
    const pattern = texts.pattern();
    if (!pattern) return;
    const changed = rows.flatMap((row) => {
      const columns = withoutMentions(row, pattern);
      return Object.keys(columns).length > 0 ? [{ id: row.id, columns }] : [];
    });
    if (changed.length === 0) return;
    await this.unitOfWork.write(accountId, async (tx) => {
      for (const { id, columns } of changed) await tx.update(entity, columns, idIs(id));
    });
  }

  /** The provisioning activity holds login names and the text of a refusal. */
  private async eraseActivity(tx: AccountTransaction, texts: PersonTexts): Promise<void> {
    const pattern = texts.pattern();
    const row = await tx.find<ActivityRecord, ActivityTexts>(ActivityRecord, { columns: ACTIVITY_TEXTS });
    if (!row || !pattern) return;
    const without = (text: string | null) => text?.replace(pattern, ERASED) ?? null;
    await tx.update(
      ActivityRecord,
      {
        providerActor: without(row.providerActor),
        lastTestActor: without(row.lastTestActor),
        lastTestDetail: without(row.lastTestDetail),
      },
      all(),
    );
  }

  private async eachBatch(
    accountId: string,
    {
      entity,
      columns,
      where = all(),
    }: { entity: LogEntity; columns: readonly (keyof Mentions)[]; where?: Predicate },
    work: (rows: readonly Mentions[]) => Promise<void>,
  ): Promise<void> {
    for (let last = ''; ;) {
      const after = all(where, compare('id', '>', last));
      const rows = await this.unitOfWork.read(accountId, (tx) =>
        tx.select<Mentions>(entity, {
          columns,
          where: after,
          orderBy: [{ column: 'id' }],
          limit: RECORDS_AT_ONCE,
        }),
      );
      await work(rows);
      if (rows.length < RECORDS_AT_ONCE) return;
      last = rows.at(-1)?.id ?? last;
    }
  }
}

/** Matches records about the person. */
function about(entity: LogEntity, userId: string): Predicate {
  return equal(entity === TRAIL ? 'subjectId' : 'resourceId', userId);
}

/** The columns of a record that mention the person, with the mentions replaced. */
function withoutMentions(
  { actor, detail, changes, subjectName }: Mentions,
  pattern: RegExp,
): Partial<Record<keyof Mentions, string>> {
  const found = { actor, detail, subjectName } as const;
  const columns: Partial<Record<keyof Mentions, string>> = {};
  for (const [name, text] of Object.entries(found)) {
    const without = text?.replace(pattern, ERASED);
    if (without !== undefined && without !== text) columns[name as keyof Mentions] = without;
  }
  if (changes === null) return columns;
  const without = JSON.stringify(withoutPerson(JSON.parse(changes), pattern));
  return without === changes ? columns : { ...columns, changes: without };
}
