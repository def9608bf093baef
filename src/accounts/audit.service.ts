import { Injectable } from '@nestjs/common';
import { changesText, readChangesText, type Change, type ReadChange } from '../common/changes.js';
import { notFound } from '../common/errors.js';
import { firstCharacters } from '../common/first-characters.js';
import { newId } from '../common/identifier.js';
import { windowOf, type Page, type PageRequest } from '../common/page.js';
import type { AccountTransaction, AuthoredTransaction } from '../platform/database/account-transaction.js';
import { logPage, ofWindow, pruneLog, type LogPage, type LogWindow } from '../platform/database/log-rows.js';
import { any, equal, idIs, allOf, type Where } from '../platform/database/sql/predicate.js';
import { NAME_LENGTH } from '../platform/database/sql/searchable-text.js';
import { AuditEntry, type AuditAction, type AuditSubjectType } from './audit-entry.entity.js';

/** Whom or what somebody did something to, and what it was called. */
export interface AuditSubject {
  type: AuditSubjectType;
  id: string | null;
  name: string | null;
}

/** What somebody did; who that was, the transaction knows. */
export interface Deed {
  /** Of its entry; a new one where it is left out. */
  id?: string;
  action: AuditAction;
  subject?: AuditSubject;
  /** Old and new values; neither of a secret. */
  changes?: readonly Change[];
  /** Why, or how much. */
  detail?: string | null;
}

/** An entry as it is read. */
export interface AuditRow extends Pick<
  AuditEntry,
  'id' | 'time' | 'actor' | 'actorKind' | 'actorId' | 'via' | 'address' | 'action' | 'detail'
> {
  subject: AuditSubject | null;
  changes: readonly ReadChange[];
}

/** Which entries; those that fit everything that is given. */
export interface AuditQuery extends LogWindow {
  action?: AuditAction | undefined;
  /** Login name of whoever did it. */
  actor?: string | undefined;
  /** Id of a user who did it, or to whom it was done. */
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

type StoredEntry = Pick<AuditEntry, (typeof COLUMNS)[number]>;

/** Who did what to an account, by any way but SCIM: the provisioning log tells of that. */
@Injectable()
export class AuditService {
  /** Written with the change that it tells of, in the same transaction. */
  record(tx: AuthoredTransaction, deed: Deed): Promise<void> {
    return this.recordAll(tx, () => [deed]);
  }

  /** Many at once; SCIM's hot paths are spared the making of what is not recorded. */
  async recordAll(tx: AuthoredTransaction, deedsOf: () => readonly Deed[]): Promise<void> {
    const { author } = tx;
    if (author.via === 'scim') return;
    const deeds = deedsOf();
    if (deeds.length === 0) return;
    const time = new Date().toISOString();
    const { kind: actorKind, id: actorId, via, address } = author;
    const by = { time, actor: named(author.name), actorKind, actorId, via, address };
    await tx.insert(
      AuditEntry,
      deeds.map((deed) => ({ id: deed.id ?? newId(), ...by, ...columnsOf(deed) })),
    );
  }

  /** Entries, newest first. */
  async page(tx: AccountTransaction, request: PageRequest): Promise<Page<AuditRow>> {
    const items = await this.select(tx, windowOf(request));
    return { items, total: await tx.count(AuditEntry) };
  }

  /** Entries that fit, newest first, and where the next page begins, if there is one. Throws `invalid`. */
  async list(tx: AccountTransaction, query: AuditQuery): Promise<LogPage<AuditRow>> {
    const found = await this.select(tx, { where: allOf(conditionsOf(query)), limit: query.limit + 1 });
    return logPage(found, query.limit);
  }

  /** Throws `not-found`. */
  async get(tx: AccountTransaction, id: string): Promise<AuditRow> {
    const [entry] = await this.select(tx, { where: idIs(id), limit: 1 });
    if (!entry) throw notFound(`The audit trail has no entry with the id "${id}".`);
    return entry;
  }

  /** Removes some of the entries from before `instant`, see `pruneLog`. */
  prune(tx: AccountTransaction, instant: Date): Promise<number> {
    return pruneLog(tx, AuditEntry, instant);
  }

  private async select(
    tx: AccountTransaction,
    selection: { where?: Where<AuditEntry>; limit: number; offset?: number },
  ): Promise<AuditRow[]> {
    const rows = await tx.select(AuditEntry, {
      columns: COLUMNS,
      // Ids are made in the order of time, and the primary key holds them sorted.
      orderBy: [{ column: 'id', descending: true }],
      ...selection,
    });
    return rows.map(rowOf);
  }
}

function columnsOf({ action, subject, changes = [], detail = null }: Deed) {
  return {
    action,
    subjectType: subject?.type ?? null,
    subjectId: subject?.id ?? null,
    subjectName: subject?.name ? named(subject.name) : null,
    changes: changes.length > 0 ? changesText(changes) : null,
    detail,
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

function conditionsOf({ action, actor, user, ...window }: AuditQuery): Where<AuditEntry>[] {
  return [
    ...(action === undefined ? [] : [equal('action', action)]),
    ...(actor === undefined ? [] : [equal('actor', actor)]),
    ...(user === undefined ? [] : [any(equal('subjectId', user), equal('actorId', user))]),
    ...ofWindow(window),
  ];
}
