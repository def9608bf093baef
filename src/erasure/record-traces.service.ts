import { Injectable } from '@nestjs/common';
import { Alarm } from '../provisioning/alarms/alarm.entity.js';
import { AuditEntry } from '../accounts/audit-entry.entity.js';
import { ERASED } from '../accounts/erasures.js';
import { readChangesText } from '../common/changes.js';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import { all, compare, equal, idIs } from '../platform/database/sql/predicate.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { ActivityRecord } from '../provisioning/log/activity-record.entity.js';
import { NO_SUBJECT } from '../provisioning/log/event-subject.js';
import { ProvisioningEvent } from '../provisioning/log/provisioning-event.entity.js';
import { PersonTexts, withoutPerson } from './person-texts.js';

/** How many records are read, and changed, in one transaction. */
const RECORDS_AT_ONCE = 500;

/** The texts of a record in which somebody may be mentioned. */
interface Texts {
  actor: string;
  detail: string | null;
  changes: string | null;
  subjectName?: string | null;
  subjectKey?: string | null;
  subjectEmail?: string | null;
  subjectExternalId?: string | null;
  subjectWords?: string | null;
  refused?: string | null;
}

type Mentions = Texts & { id: string };
type NewTexts = { [Name in keyof Texts]?: Texts[Name] };

/** A log that may contain personal data. */
interface Log {
  /** Records after the one with the id `last`, oldest first; with `userId`, those of what was done to that user. */
  piece(tx: AccountTransaction, last: string, userId?: string): Promise<readonly Mentions[]>;
  change(tx: AccountTransaction, id: string, texts: NewTexts): Promise<unknown>;
  /** Removes what a record says about the user it is about. */
  blank(tx: AccountTransaction, id: string): Promise<unknown>;
}

/** The texts of an event in which somebody may be mentioned. */
const EVENT_COLUMNS = [
  'id',
  'actor',
  'detail',
  'changes',
  'subjectName',
  'subjectKey',
  'subjectEmail',
  'subjectExternalId',
  'subjectWords',
  'refused',
] as const;

const PIECE = { orderBy: [{ column: 'id' }], limit: RECORDS_AT_ONCE } as const;

const LOGS: readonly Log[] = [
  {
    piece: (tx, last, userId) =>
      tx.select(ProvisioningEvent, {
        columns: EVENT_COLUMNS,
        where: all(userId === undefined ? all() : equal('resourceId', userId), compare('id', '>', last)),
        ...PIECE,
      }),
    change: (tx, id, texts) => tx.update(ProvisioningEvent, texts, idIs(id)),
    blank: (tx, id) =>
      tx.update(ProvisioningEvent, { changes: null, detail: null, refused: null, ...NO_SUBJECT }, idIs(id)),
  },
  {
    piece: (tx, last, userId) =>
      tx.select(AuditEntry, {
        columns: ['id', 'actor', 'detail', 'changes', 'subjectName'],
        where: all(userId === undefined ? all() : equal('subjectId', userId), compare('id', '>', last)),
        ...PIECE,
      }),
    change: (tx, id, texts) => tx.update(AuditEntry, texts, idIs(id)),
    blank: (tx, id) => tx.update(AuditEntry, { changes: null, detail: null, subjectName: null }, idIs(id)),
  },
];

const ACTIVITY_TEXTS = ['providerActor', 'lastTestActor', 'lastTestDetail'] as const;

/** Erases a person from the provisioning log and the audit trail. What happened and when stays on record. */
@Injectable()
export class RecordTraces {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  /** Adds the person's earlier names, taken from its own records. */
  async collect(accountId: string, userId: string, texts: PersonTexts): Promise<void> {
    for (const log of LOGS) {
      await this.eachBatch(accountId, log, userId, (rows) => {
        for (const { changes } of rows) if (changes !== null) texts.addFrom(readChangesText(changes));
        return Promise.resolve();
      });
    }
  }

  /** Erases all values from records about the person, and the person's texts from all other records. */
  async erase(accountId: string, userId: string, texts: PersonTexts): Promise<void> {
    for (const log of LOGS) {
      await this.eachBatch(accountId, log, userId, (rows) => this.blank(accountId, log, rows));
      await this.eachBatch(accountId, log, undefined, (rows) =>
        this.replaceMentions(accountId, log, rows, texts),
      );
    }
    await this.unitOfWork.write(accountId, (tx) => this.eraseActivity(tx, texts));
    await this.unitOfWork.write(accountId, (tx) => eraseFromAlarms(tx, texts));
  }

  private blank(accountId: string, log: Log, rows: readonly Mentions[]): Promise<void> {
    return this.unitOfWork.write(accountId, async (tx) => {
      for (const { id } of rows) await log.blank(tx, id);
    });
  }

  private async replaceMentions(
    accountId: string,
    log: Log,
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
      for (const { id, columns } of changed) await log.change(tx, id, columns);
    });
  }

  /** The provisioning activity holds login names and the text of a refusal. */
  private async eraseActivity(tx: AccountTransaction, texts: PersonTexts): Promise<void> {
    const pattern = texts.pattern();
    const row = await tx.find(ActivityRecord, { columns: ACTIVITY_TEXTS });
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
    log: Log,
    userId: string | undefined,
    work: (rows: readonly Mentions[]) => Promise<void>,
  ): Promise<void> {
    for (let last = ''; ;) {
      const rows = await this.unitOfWork.read(accountId, (tx) => log.piece(tx, last, userId));
      await work(rows);
      if (rows.length < RECORDS_AT_ONCE) return;
      last = rows.at(-1)?.id ?? last;
    }
  }
}

/** The columns of a record that mention the person, without those mentions. */
function withoutMentions(texts: Texts, pattern: RegExp): NewTexts {
  const columns: NewTexts = {};
  for (const name of PLAIN_TEXTS) {
    const text = texts[name];
    const without = text?.replace(pattern, ERASED);
    if (without !== undefined && without !== text) columns[name] = without;
  }
  for (const name of ['changes', 'refused'] as const) {
    const text = texts[name];
    if (typeof text !== 'string') continue;
    const without = JSON.stringify(withoutPerson(JSON.parse(text), pattern));
    if (without !== text) columns[name] = without;
  }
  // The other names of the same person may be cut, so that the pattern does not find them.
  return SUBJECT_TEXTS.some((name) => name in columns) ? { ...columns, subjectWords: null } : columns;
}

const SUBJECT_TEXTS = ['subjectKey', 'subjectEmail', 'subjectExternalId', 'subjectWords'] as const;
const PLAIN_TEXTS = ['actor', 'detail', 'subjectName', ...SUBJECT_TEXTS] as const;

/** An alarm stores the login name of the administrator who marked it as seen. */
async function eraseFromAlarms(tx: AccountTransaction, texts: PersonTexts): Promise<void> {
  const pattern = texts.pattern();
  if (!pattern) return;
  for (let last: string | undefined = ''; last !== undefined;) {
    const rows: Pick<Alarm, 'id' | 'acknowledgedBy' | 'detail'>[] = await tx.select(Alarm, {
      columns: ['id', 'acknowledgedBy', 'detail'],
      where: compare('id', '>', last),
      ...PIECE,
    });
    for (const { id, ...known } of rows) {
      const acknowledgedBy = known.acknowledgedBy?.replace(pattern, ERASED) ?? null;
      const detail = known.detail?.replace(pattern, ERASED) ?? null;
      if (acknowledgedBy !== known.acknowledgedBy || detail !== known.detail)
        await tx.update(Alarm, { acknowledgedBy, detail }, idIs(id));
    }
    last = rows.at(-1)?.id;
  }
}
