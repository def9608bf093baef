import { Injectable } from '@nestjs/common';
import { JournalChange } from '../journal/journal-change.entity.js';
import { all, equal, isIn } from '../../platform/database/sql/predicate.js';
import { NO_MANAGER, type ManagerFields, type StoredUser } from '../../users/user-fields.js';
import { UserChanges } from '../../users/user-changes.service.js';
import { User } from '../../users/user.entity.js';
import { UsersService } from '../../users/users.service.js';
import type { BeforeAfter } from '../../users/directory-change.js';
import { LaterChanges } from './later-changes.service.js';
import { MANAGER_FIELDS } from './manager-fields.js';
import { isKept, type NetUser } from './net-change.js';
import { RunSlices } from './run-slices.service.js';
import { choosesKind, choosesUser } from './undo-choice.js';
import { noOutcome, settle, type UndoEntry, type UndoOutcome } from './undo-entries.js';
import type { StepResult, UndoSlice } from './undo-step.js';

type Slice = UndoSlice<NetUser>;
type Pairs = ReadonlyMap<string, BeforeAfter<unknown>>;

/** Undoes what a run did to managers, once all users are back. */
@Injectable()
export class ManagerUndo {
  constructor(
    private readonly users: UsersService,
    private readonly changes: UserChanges,
    private readonly later: LaterChanges,
    private readonly slices: RunSlices,
  ) {}

  async putBack(slice: Slice): Promise<StepResult> {
    const outcome = noOutcome();
    const { choice, tx, write } = slice;
    const nets = slice.nets.filter(
      (net) =>
        (isKept(net, choice) ? pairsOf(net).size > 0 : net.before && !net.after) &&
        choosesUser(choice, net.id),
    );
    if (nets.length === 0 || !choosesKind(choice, 'changed', 'deleted', 'created')) return { outcome };
    const ids = nets.map(({ id }) => id);
    if (write) await tx.selectListed(User, 'id', ids, { columns: ['id'], forUpdate: true });
    const current = new Map(
      (await this.users.select(tx, { where: isIn('id', ids) })).map((user) => [user.id, user]),
    );
    const managers = await this.existing(slice, nets, current);
    for (const net of nets) {
      const user = current.get(net.id);
      if (user) await this.ofUser(slice, { net, user, managers }, outcome);
    }
    await this.later.explain(slice, outcome.skip);
    return { outcome };
  }

  private async ofUser(
    slice: Slice,
    { net, user, managers }: { net: NetUser; user: StoredUser; managers: ReadonlySet<string> },
    outcome: UndoOutcome,
  ): Promise<void> {
    const entry: UndoEntry = { resourceType: 'User', id: net.id, name: net.name, path: 'manager' };
    const pairs = await this.expected(slice, net);
    const side = (index: 0 | 1) =>
      Object.fromEntries([...pairs].map(([name, pair]) => [name, pair[index]])) as Partial<ManagerFields>;
    const target = { ...managerOf(user), ...side(0) };
    if (pairs.size === 0 || isPart(side(0), user)) {
      await this.releaseFromDeleted(slice, user, managers);
    } else if (!isPart(side(1), user)) {
      outcome.skip.push(entry);
    } else if (target.managerId !== null && !managers.has(target.managerId)) {
      outcome.impossible.push({ ...entry, reason: 'The manager has been deleted.' });
    } else
      await settle(outcome, [entry], async () => {
        if (slice.write) await this.changes.update(slice.write, user, { ...user, ...target });
      });
  }

  /**
   * The fields before the run, and as they are expected now: as the run left them, or as the undo itself has
   * changed them meanwhile. The undo deletes managers that the run created, and gives others back the
   * external ids that users wait for.
   */
  private async expected({ tx, ownSource }: Slice, net: NetUser): Promise<Pairs> {
    const pairs = pairsOf(net);
    if (ownSource === undefined || pairs.size === 0) return pairs;
    const own = await this.slices.ofUser(tx, net.id, equal('source', ownSource));
    const merged = new Map(pairs);
    for (const [name, [before, after]] of own ? pairsOf(own) : [])
      merged.set(name, [(pairs.get(name) ?? [before])[0], after]);
    return merged;
  }

  /** A restored user whose manager is not restored waits for a successor, as the reports of a deleted manager do. */
  private async releaseFromDeleted(
    { tx, write }: Slice,
    user: StoredUser,
    managers: ReadonlySet<string>,
  ): Promise<void> {
    if (!write || user.managerId === null || managers.has(user.managerId)) return;
    const where = equal('id', user.managerId);
    const manager = await tx.withDeleted().find(User, { columns: ['externalId'], where });
    const released = { ...NO_MANAGER, managerReference: manager?.externalId ?? null, managerLeft: true };
    await this.changes.update(write, user, { ...user, ...released });
  }

  /** The managers that exist, or will exist if this is only a plan. */
  private async existing(
    { tx, run, write }: Slice,
    nets: readonly NetUser[],
    current: ReadonlyMap<string, StoredUser>,
  ): Promise<ReadonlySet<string>> {
    const wanted = new Set<string>();
    for (const net of nets) {
      const before = net.fields.get('managerId')?.[0];
      if (typeof before === 'string') wanted.add(before);
      const now = current.get(net.id)?.managerId;
      if (now) wanted.add(now);
    }
    const found = new Set<string>();
    const ids = [...wanted];
    // The lock makes a concurrent deletion of one of them wait.
    const rows = await tx.selectListed(User, 'id', ids, {
      columns: ['id'],
      ...(write && { forShare: true }),
    });
    for (const { id } of rows) found.add(id);
    if (write) return found;
    const deleted = await tx.selectListed(JournalChange, 'resourceId', ids, {
      columns: ['resourceId'],
      where: all(equal('runId', run.id), equal('kind', 'deleted')),
    });
    for (const { resourceId } of deleted) if (resourceId !== null) found.add(resourceId);
    return found;
  }
}

function pairsOf({ fields }: NetUser): Pairs {
  return new Map([...fields].filter(([name]) => MANAGER_FIELDS.has(name)));
}

function managerOf({ managerId, managerReference, managerByValue, managerLeft }: StoredUser): ManagerFields {
  return { managerId, managerReference, managerByValue, managerLeft };
}

function isPart(fields: Partial<ManagerFields>, user: StoredUser): boolean {
  return Object.entries(fields).every(
    ([name, value]) => managerOf(user)[name as keyof ManagerFields] === value,
  );
}
