import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { DomainError } from '../../common/errors.js';
import { protectOwnUser } from '../../directory/own-user.js';
import { UserRemoval } from '../../directory/user-removal.js';
import { OrganizationsService } from '../../organizations/organizations.service.js';
import type { AccountTransaction, AuthoredTransaction } from '../../platform/database/account-transaction.js';
import { isIn } from '../../platform/database/sql/predicate.js';
import { UserChanges } from '../../users/user-changes.service.js';
import {
  USER_COLUMNS,
  type StoredUser,
  type UserFields,
  type UserValueFields,
} from '../../users/user-fields.js';
import { User } from '../../users/user.entity.js';
import { UsersService } from '../../users/users.service.js';
import { LaterChanges } from './later-changes.service.js';
import { MANAGER_FIELDS } from './manager-fields.js';
import { NamesInUse } from './names-in-use.service.js';
import { isKept, type NetUser } from './net-change.js';
import { choosesKind, choosesUser, type UndoChoice } from './undo-choice.js';
import { DELETED_SINCE, noOutcome, settle, type UndoEntry, type UndoOutcome } from './undo-entries.js';
import type { StepResult, UndoSlice } from './undo-step.js';

type Slice = UndoSlice<NetUser>;

/** A user as it is now, and what an undo puts back. */
interface UserBack {
  net: NetUser;
  current: StoredUser;
  fields: Partial<UserFields>;
  values: Map<string, readonly UserValueFields[]>;
}

const ERASED = 'The person has been erased, or the deletion is too long ago.';

/** Undoes what a run did to users, except managers: see `ManagerUndo`. */
@Injectable()
export class UserUndo {
  constructor(
    private readonly users: UsersService,
    private readonly changes: UserChanges,
    private readonly removal: UserRemoval,
    private readonly organizations: OrganizationsService,
    private readonly later: LaterChanges,
    private readonly names: NamesInUse,
  ) {}

  /** Deletes the users that the run created, unless somebody has changed them since. */
  async deleteCreated(slice: Slice): Promise<StepResult> {
    const { write, choice, editorId } = slice;
    const outcome = noOutcome();
    const created = chosen(slice.nets, choice).filter(({ before, after }) => !before && after);
    if (created.length === 0 || !choosesKind(choice, 'created')) return { outcome };
    const current = await this.read(slice, created);
    const authors = await this.later.authors(slice, [...current.keys()]);
    for (const net of created) {
      const user = current.get(net.id);
      if (!user) continue;
      const entry = entryOf({ ...net, name: user.userName }, 'created');
      const by = authors.get(net.id);
      if (by !== undefined) outcome.skip.push({ ...entry, reason: `Changed since by ${by}.` });
      else
        await settle(outcome, [entry], async () => {
          protectOwnUser(editorId, net.id, 'delete');
          if (write) await this.removal.remove(write, user);
        });
    }
    return { outcome };
  }

  /** Restores deleted users, and puts back the values that are still as the run left them. */
  async putBack(slice: Slice): Promise<StepResult> {
    const nets = chosen(slice.nets, slice.choice);
    const outcome = noOutcome();
    const waiting = await this.restoreDeleted(slice, nets, outcome);
    const kept = nets.filter((net) => isKept(net, slice.choice) && !net.isIndirect);
    const current = await this.read(slice, kept);
    const taken = await this.names.taken(slice, kept, current);
    for (const net of kept) {
      const user = current.get(net.id);
      if (!user) {
        outcome.skip.push(...pathsOf(net, slice.choice).map((path) => gone(net, path)));
        continue;
      }
      const back = await this.compare(slice, { net, current: user }, outcome);
      const holder = taken.get(net.id);
      if (back.fields.userName !== undefined && holder !== undefined) {
        const entry = { ...entryOf(net, 'userName'), reason: holder.reason };
        (holder.isWaiting ? waiting : outcome.impossible).push(entry);
        delete back.fields.userName;
      }
      await this.store(slice, back, outcome);
    }
    await this.later.explain(slice, outcome.skip);
    return { outcome, waiting };
  }

  /** Retries names that other users held. Those users have their own names back by now. */
  async putNamesBack(slice: Slice): Promise<StepResult> {
    const renamed = slice.nets.filter(({ fields, deletion }) => fields.has('userName') || deletion);
    if (renamed.length === 0) return { outcome: noOutcome() };
    const { outcome, waiting = [] } = await this.putBack({ ...slice, nets: renamed });
    // The step before has already listed what was skipped.
    return { outcome: { ...noOutcome(), restore: outcome.restore }, waiting };
  }

  private async restoreDeleted(
    slice: Slice,
    nets: readonly NetUser[],
    outcome: UndoOutcome,
  ): Promise<UndoEntry[]> {
    const deleted = nets.filter(({ before, after }) => before && !after);
    if (deleted.length === 0 || !choosesKind(slice.choice, 'deleted')) return [];
    const rows = await this.deletedRows(slice.tx, deleted);
    const taken = await this.names.takenByName(
      slice,
      deleted.map((net) => ({ id: net.id, userName: nameBefore(net, rows.get(net.id)) })),
    );
    const waiting: UndoEntry[] = [];
    for (const net of deleted) {
      const row = rows.get(net.id);
      if (row?.deletedAt === null) continue;
      const entry = entryOf(net, 'deleted');
      const holder = taken.get(net.id);
      if (!row || row.erasedAt !== null) outcome.impossible.push({ ...entry, reason: ERASED });
      else if (holder)
        (holder.isWaiting ? waiting : outcome.impossible).push({ ...entry, reason: holder.reason });
      else await settle(outcome, [entry], () => this.restore(slice, net));
    }
    return waiting;
  }

  private async restore({ write }: Slice, net: NetUser): Promise<void> {
    if (!write) return;
    const fields = fieldsBefore(net);
    const { active = net.deletion?.active ?? false, userName, ...others } = fields;
    const values = [...(net.deletion?.values ?? [])].filter(({ attribute }) => !net.values.has(attribute));
    for (const [, [before]] of net.values) values.push(...before);
    const named = userName === undefined ? {} : { userName };
    await this.changes.restore(write, net.id, { ...named, active, values });
    if (Object.keys(others).length === 0) return;
    const user = await this.users.get(write, net.id, { lock: true });
    await this.changes.update(write, user, { ...user, ...others });
  }

  /**
   * What the undo restores of a user. Adds the rest to the outcome; values that were changed since get their
   * reason later.
   */
  private async compare(
    slice: Slice,
    { net, current }: Pick<UserBack, 'net' | 'current'>,
    outcome: UndoOutcome,
  ): Promise<UserBack> {
    const back: UserBack = { net, current, fields: {}, values: new Map() };
    const skipped: string[] = [];
    for (const [name, [before, after]] of net.fields) {
      if (!isOwnField(name) || !choosesField(slice.choice, name, before)) continue;
      const now = current[name];
      if (now === after) Object.assign(back.fields, { [name]: before });
      else if (now !== before) skipped.push(name);
    }
    if (choosesKind(slice.choice, 'changed')) putOriginBack(back);
    for (const [name, [before, after]] of choosesKind(slice.choice, 'changed') ? net.values : []) {
      const now = current.values.filter(({ attribute }) => attribute === name);
      if (isDeepStrictEqual(now, after)) back.values.set(name, before);
      else if (!isDeepStrictEqual(now, before)) skipped.push(name);
    }
    outcome.skip.push(...skipped.map((path) => entryOf(net, path)));
    if (net.password && choosesKind(slice.choice, 'changed')) {
      const reason = 'The former password is not kept. Send the user a link to choose a new one.';
      outcome.impossible.push({ ...entryOf(net, 'password'), reason });
    }
    await this.checkOrganization(slice.tx, back, outcome);
    return back;
  }

  private async checkOrganization(
    tx: AccountTransaction,
    { net, fields }: UserBack,
    outcome: UndoOutcome,
  ): Promise<void> {
    const { organizationId } = fields;
    if (organizationId === undefined || (await this.organizations.find(tx, organizationId))) return;
    delete fields.organizationId;
    const reason = 'The organization has been deleted.';
    outcome.impossible.push({ ...entryOf(net, 'organizationId'), reason });
  }

  private async store({ write, editorId }: Slice, back: UserBack, outcome: UndoOutcome): Promise<void> {
    const { net, current, fields, values } = back;
    const paths = [...Object.keys(fields).filter(isOwnField), ...values.keys()];
    if (paths.length === 0 && fields.roleOrigin === undefined) return;
    const next = withBack(current, back);
    await settle(
      outcome,
      paths.map((path) => entryOf(net, path)),
      async () => {
        if (current.active && !next.active) protectOwnUser(editorId, net.id, 'deactivate');
        if (current.role === 'admin' && next.role !== 'admin') protectOwnUser(editorId, net.id, 'demote');
        if (write) await this.update(write, back);
      },
    );
  }

  /**
   * The row is locked, but an earlier part of the slice may have bound the user to a manager since the row
   * was read.
   */
  private async update(write: AuthoredTransaction, back: UserBack): Promise<void> {
    try {
      await this.changes.update(write, back.current, withBack(back.current, back));
    } catch (error) {
      if (!(error instanceof DomainError && error.kind === 'stale')) throw error;
      const user = await this.users.get(write, back.net.id, { lock: true });
      await this.changes.update(write, user, withBack(user, back));
    }
  }

  /** The users as they are now; with their rows locked if something is written. */
  private async read({ tx, write }: Slice, nets: readonly NetUser[]): Promise<Map<string, StoredUser>> {
    const ids = nets.map(({ id }) => id);
    if (ids.length === 0) return new Map();
    if (write) await tx.selectListed(User, 'id', ids, { columns: ['id'], forUpdate: true });
    const users = await this.users.select(tx, { where: isIn('id', ids) });
    return new Map(users.map((user) => [user.id, user]));
  }

  private async deletedRows(tx: AccountTransaction, nets: readonly NetUser[]) {
    const ids = nets.map(({ id }) => id);
    const rows = await tx.withDeleted().selectListed(User, 'id', ids, {
      columns: ['id', 'userName', 'deletedAt', 'erasedAt'],
    });
    return new Map(rows.map((row) => [row.id, row]));
  }
}

function withBack(user: StoredUser, { fields, values }: UserBack) {
  const kept = user.values.filter(({ attribute }) => !values.has(attribute));
  return { ...user, ...fields, values: [...kept, ...[...values.values()].flat()] };
}

function chosen(nets: readonly NetUser[], choice: UndoChoice): readonly NetUser[] {
  return nets.filter(({ id }) => choosesUser(choice, id));
}

function entryOf({ id, name }: Pick<NetUser, 'id' | 'name'>, path: string): UndoEntry {
  return { resourceType: 'User', id, name, path };
}

function gone(net: NetUser, path: string): UndoEntry {
  return { ...entryOf(net, path), reason: DELETED_SINCE.User };
}

/** Restores the origin of the role along with the role, or by itself if the role stayed the same. */
function putOriginBack({ net, current, fields }: UserBack): void {
  const [before, since] = net.fields.get('roleOrigin') ?? [];
  const isBack = net.fields.has('role') ? fields.role !== undefined : current.roleOrigin === since;
  if (before !== undefined && isBack) Object.assign(fields, { roleOrigin: before });
}

/** Columns of `User` that are restored on their own: not those of the manager, nor the origin of the role. */
function isOwnField(name: string): name is keyof UserFields {
  return (
    (USER_COLUMNS as readonly string[]).includes(name) && !MANAGER_FIELDS.has(name) && name !== 'roleOrigin'
  );
}

function choosesField(choice: UndoChoice, name: string, before: unknown): boolean {
  if (name !== 'active') return choosesKind(choice, 'changed');
  return choosesKind(choice, before === true ? 'deactivated' : 'reactivated');
}

function pathsOf(net: NetUser, choice: UndoChoice): string[] {
  const fields = [...net.fields].filter(
    ([name, [before]]) => isOwnField(name) && choosesField(choice, name, before),
  );
  return [...fields.map(([name]) => name), ...(choosesKind(choice, 'changed') ? net.values.keys() : [])];
}

function fieldsBefore(net: NetUser): Partial<UserFields> {
  const own = [...net.fields].filter(([name]) => isOwnField(name) || name === 'roleOrigin');
  return Object.fromEntries(own.map(([name, [before]]) => [name, before]));
}

/** The name of a deleted user before the run. */
function nameBefore(net: NetUser, row: { userName: string } | undefined): string {
  const renamed = net.fields.get('userName')?.[0];
  return typeof renamed === 'string' ? renamed : (row?.userName ?? '');
}
