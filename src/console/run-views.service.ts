import { Injectable } from '@nestjs/common';
import { shortChange, type ReadChange as ChangedValue } from '../common/changes.js';
import { changedValues } from '../provisioning/journal/changed-values.js';
import { RunKeeper, type StoredRun } from '../provisioning/journal/run-keeper.service.js';
import { RunsService, type ReadChange } from '../provisioning/journal/runs.service.js';
import { Organization } from '../organizations/organization.entity.js';
import { managerLabel } from '../provisioning/ownership/manager-label.js';
import { ManagingConnection } from '../provisioning/ownership/managing-connection.entity.js';
import { USER_NAMES } from '../provisioning/overview/user-names.js';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { shownName } from '../users/shown-name.js';
import { UndoAftermaths, type UndoAftermath } from '../provisioning/undo/undo-aftermath.service.js';
import { User } from '../users/user.entity.js';
import { refusalReasons } from './refusal-reasons.js';
import { EventSubjectsService, type EventSubject } from './event-subjects.service.js';

/** How many changes a page of a run has. */
const CHANGES_A_PAGE = 50;

/** How many members a change names; the others are counted. */
const MEMBERS_NAMED = 10;

/** A change as a page shows it: with names instead of ids. */
export interface ShownChange extends Pick<
  ReadChange,
  'id' | 'time' | 'kind' | 'resourceType' | 'resourceId' | 'name' | 'refused'
> {
  /** Its current name and its page; undefined if it was deleted. */
  subject: EventSubject | undefined;
  values: readonly ChangedValue[];
  /** Why it was refused; undefined if it was not, or if its event is no longer kept. */
  reason: string | undefined;
}

/** A run, and a page of its changes. */
export interface RunDetails {
  run: StoredRun;
  /** Whether the identity provider repeats what was undone. */
  aftermath: UndoAftermath | null;
  changes: readonly ShownChange[];
  nextCursor: string | null;
}

/** The words for attributes that contain references, as shown to people. */
const REFERENCES: Readonly<Record<string, string>> = {
  organizationId: 'organization',
  managerId: 'manager',
  managedBy: 'managed by',
  lastSeenAt: 'last seen',
  members: 'members',
};

/** Reads runs for pages, with the names of all whom the changes mention. */
@Injectable()
export class RunViews {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly keeper: RunKeeper,
    private readonly runs: RunsService,
    private readonly subjects: EventSubjectsService,
    private readonly aftermaths: UndoAftermaths,
  ) {}

  /** Reads runs with all changes made so far. Counts those first that are not counted yet. */
  async upToDate<T>(accountId: string, read: (tx: AccountTransaction) => Promise<T>): Promise<T> {
    await this.keeper.countAll(accountId);
    return this.unitOfWork.read(accountId, read);
  }

  /** Sends the same number of statements for any run. Throws `not-found`. */
  async read(tx: AccountTransaction, id: string, cursor: string | undefined): Promise<RunDetails> {
    const run = await this.runs.get(tx, id);
    const { items, nextCursor } = await this.runs.changes(tx, id, { cursor, limit: CHANGES_A_PAGE });
    const subjects = await this.subjects.of(tx, items);
    const reasons = await refusalReasons(tx, items);
    const listed = items.map((change) => ({ change, values: changedValues(change) }));
    const names = await namesIn(
      tx,
      listed.flatMap(({ values }) => values),
    );
    const changes = listed.map(({ change, values }) => ({
      ...change,
      subject: subjects.get(change.resourceId ?? ''),
      values: values.map((value) => named(value, names)),
      reason: reasons.get(change.eventId ?? ''),
    }));
    return { run, aftermath: await this.aftermaths.of(tx, run), changes, nextCursor };
  }
}

/** The names of the users, organizations and connections that the values refer to, by id. */
async function namesIn(
  tx: AccountTransaction,
  values: readonly ChangedValue[],
): Promise<ReadonlyMap<string, string>> {
  const organizationIds = referredTo(values, ['organizationId']);
  const userIds = referredTo(values, ['managerId', 'members']);
  const organizations = await tx.selectListed(Organization, 'id', organizationIds, {
    columns: ['id', 'name'],
  });
  const users = await tx.selectListed(User, 'id', userIds, { columns: USER_NAMES });
  const connections = await tx.selectListed(
    ManagingConnection,
    'ownerId',
    referredTo(values, ['managedBy']),
    { columns: ['ownerId', 'name', 'client'] },
  );
  return new Map([
    ...organizations.map(({ id, name }): [string, string] => [id, name]),
    ...users.map((user): [string, string] => [user.id, shownName(user)]),
    ...connections.map((connection): [string, string] => [connection.ownerId, managerLabel(connection)]),
  ]);
}

function referredTo(values: readonly ChangedValue[], paths: readonly string[]): string[] {
  const ids = values
    .filter(({ path }) => paths.includes(path))
    .flatMap(({ old, new: now }) => [...firstIds(old), ...firstIds(now)]);
  return [...new Set(ids)];
}

function firstIds(value: unknown): string[] {
  const ids: unknown[] = Array.isArray(value) ? value.slice(0, MEMBERS_NAMED) : [value];
  return ids.filter((id) => typeof id === 'string');
}

function named({ path, old, new: now }: ChangedValue, names: ReadonlyMap<string, string>): ChangedValue {
  const label = REFERENCES[path];
  if (label === undefined) return shortChange({ path, old, new: now });
  return { path: label, old: inWords(old, names), new: inWords(now, names) };
}

/** Names instead of ids; of many, the first ones and the number of the others. */
function inWords(value: unknown, names: ReadonlyMap<string, string>): unknown {
  const nameOf = (id: string) => names.get(id) ?? id;
  if (!Array.isArray(value)) return typeof value === 'string' ? nameOf(value) : value;
  if (value.length === 0) return null;
  const more = value.length - MEMBERS_NAMED;
  return [...firstIds(value).map(nameOf), ...(more > 0 ? [`and ${more} more`] : [])];
}
