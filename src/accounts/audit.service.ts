import { Injectable } from '@nestjs/common';
import { changesText, readChangesText, type Change, type ReadChange } from '../common/changes.js';
import { firstCharacters } from '../common/first-characters.js';
import { newId } from '../common/identifier.js';
import type { AccountTransaction, AuthoredTransaction } from '../platform/database/account-transaction.js';
import type { Cause } from '../platform/database/author.js';
import { Collected } from '../platform/database/collected.js';
import { KeyedLog, type LogKey } from '../platform/database/keyed-log.js';
import { NEWEST_FIRST, pruneLog, type LogPage, type LogWindow } from '../platform/database/log-rows.js';
import { all, anyOf, equal, idIs, type Where } from '../platform/database/sql/predicate.js';
import { NAME_LENGTH } from '../platform/database/sql/searchable-text.js';
import {
  AUDIT_BY_ACTION,
  AUDIT_BY_ACTOR,
  AUDIT_BY_ACTOR_ID,
  AUDIT_BY_SUBJECT,
  AuditEntry,
  type AuditAction,
  type AuditSubjectType,
} from './audit-entry.entity.js';
import { unknownAuditEntry } from './refusals.js';

/** The object of an audited action. */
export interface AuditSubject {
  type: AuditSubjectType;
  id: string | null;
  name: string | null;
}

/** What somebody did. The transaction knows who it was. */
export interface AuditedAction {
  /** The id of the entry; generated if omitted. */
  id?: string;
  action: AuditAction;
  subject?: AuditSubject;
  /** Old and new values; none for secrets. */
  changes?: readonly Change[];
  /** Reason or amount. */
  detail?: string | null;
}

/** An entry as returned by queries. */
export interface AuditRow extends Pick<
  AuditEntry,
  'id' | 'time' | 'actor' | 'actorKind' | 'actorId' | 'via' | 'address' | 'action' | 'detail'
> {
  subject: AuditSubject | null;
  changes: readonly ReadChange[];
}

/** Filters entries; all given conditions must match. */
export interface AuditQuery extends LogWindow {
  action?: AuditAction | undefined;
  /** Login name of the actor. */
  actor?: string | undefined;
  /** Id of a user who is actor or subject. */
  user?: string | undefined;
}

const COLUMNS = [
  'id',
  'time',
  'actor',
  'actorKind',
  'actorId',
  'via',
  'address',
  'action',
  'subjectType',
  'subjectId',
  'subjectName',
  'changes',
  'detail',
] as const;

const EVERY_ENTRY: LogKey<AuditEntry> = { where: all(), index: 'PRIMARY' };

type StoredEntry = Pick<AuditEntry, (typeof COLUMNS)[number]>;

/** The audit trail of an account: all changes except those over SCIM, which are in the provisioning log. */
@Injectable()
export class AuditService {
  private readonly actions = new Collected<AuditedAction>(insertAll);

  /** Writes an entry in the transaction of the change. */
  record(tx: AuthoredTransaction, action: AuditedAction): Promise<void> {
    return this.recordAll(tx, () => [action]);
  }

  /** Records several actions. `actionsOf` is only called if they are recorded, which saves time on SCIM. */
  async recordAll(tx: AuthoredTransaction, actionsOf: () => readonly AuditedAction[]): Promise<void> {
    if (tx.author.via === 'scim') return;
    const actions = actionsOf();
    if (actions.length > 0) await this.actions.add(tx, actions);
  }

  /** Matching entries, newest first, and the cursor of the next page, if any: see `KeyedLog`. */
  async list(tx: AccountTransaction, query: AuditQuery): Promise<LogPage<AuditRow>> {
    const log = new KeyedLog<AuditEntry, AuditRow>({
      ids: ({ conditions, ...selection }) =>
        tx.select(AuditEntry, {
          columns: ['id'],
          where: all(...conditions),
          orderBy: NEWEST_FIRST,
          ...selection,
        }),
      rows: ({ conditions, ...selection }) => this.select(tx, { where: all(...conditions), ...selection }),
    });
    const [leading = [EVERY_ENTRY], ...others] = filtersOf(query);
    const further = others.map((keys) => anyOf(keys.map(({ where }) => where)));
    return log.page(leading, further, query);
  }

  /** Throws `not-found`. */
  async get(tx: AccountTransaction, id: string): Promise<AuditRow> {
    const [entry] = await this.select(tx, { where: idIs(id), limit: 1 });
    if (!entry) throw unknownAuditEntry(id);
    return entry;
  }

  /** Deletes some entries from before `instant`, see `pruneLog`. */
  prune(tx: AccountTransaction, instant: Date): Promise<number> {
    return pruneLog(tx, AuditEntry, instant);
  }

  private async select(
    tx: AccountTransaction,
    selection: { where: Where<AuditEntry>; forceIndex?: string; limit: number; offset?: number },
  ): Promise<AuditRow[]> {
    const rows = await tx.select(AuditEntry, {
      columns: COLUMNS,
      orderBy: NEWEST_FIRST,
      ...selection,
    });
    return rows.map(rowOf);
  }
}

function columnsOf({ action, subject, changes = [], detail }: AuditedAction, cause: Cause) {
  return {
    action,
    subjectType: subject?.type ?? null,
    subjectId: subject?.id ?? null,
    subjectName: subject?.name ? named(subject.name) : null,
    changes: changes.length > 0 ? changesText(changes) : null,
    detail: detail ?? cause.detail ?? null,
  };
}

function named(name: string): string {
  return firstCharacters(name, NAME_LENGTH);
}

function rowOf({ subjectType, subjectId, subjectName, changes, ...row }: StoredEntry): AuditRow {
  return {
    ...row,
    subject: subjectType === null ? null : { type: subjectType, id: subjectId, name: subjectName },
    changes: changes === null ? [] : readChangesText(changes),
  };
}

/**
 * The filters of a query, each with the keys that lead to its entries. Those that usually match few entries
 * come first.
 */
function filtersOf({ action, actor, user }: AuditQuery): LogKey<AuditEntry>[][] {
  return [
    ...(user === undefined ? [] : [keysOfUser(user)]),
    ...(actor === undefined ? [] : [[{ where: equal('actor', actor), index: AUDIT_BY_ACTOR }]]),
    ...(action === undefined ? [] : [[{ where: equal('action', action), index: AUDIT_BY_ACTION }]]),
  ];
}

/** What was done to a user, and what the user did. */
function keysOfUser(user: string): LogKey<AuditEntry>[] {
  return [
    { where: equal('subjectId', user), index: AUDIT_BY_SUBJECT },
    { where: equal('actorId', user), index: AUDIT_BY_ACTOR_ID },
  ];
}

async function insertAll(tx: AuthoredTransaction, actions: readonly AuditedAction[]): Promise<void> {
  const { author, cause } = tx;
  const { kind: actorKind, id: actorId, via, address } = author;
  const by = { time: new Date().toISOString(), actor: named(author.name), actorKind, actorId, via, address };
  await tx.insert(
    AuditEntry,
    actions.map((action) => ({ id: action.id ?? newId(), ...by, ...columnsOf(action, cause) })),
  );
}
