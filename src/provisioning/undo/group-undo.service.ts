import { Injectable } from '@nestjs/common';
import { foldKey } from '../../common/fold-key.js';
import { GroupsService, type GroupFields, type StoredGroup } from '../../groups/groups.service.js';
import { GroupMember } from '../../groups/group-member.entity.js';
import { Group } from '../../groups/group.entity.js';
import { JournalChange } from '../journal/journal-change.entity.js';
import { Owners } from '../ownership/ownership.service.js';
import { all, equal, isIn } from '../../platform/database/sql/predicate.js';
import { User, type GrantableRole } from '../../users/user.entity.js';
import { LaterChanges } from './later-changes.service.js';
import type { NetGroup } from './net-change.js';
import { choosesKind, choosesUser } from './undo-choice.js';
import { DELETED_SINCE, noOutcome, settle, type UndoEntry, type UndoOutcome } from './undo-entries.js';
import type { StepResult, UndoSlice } from './undo-step.js';

type Slice = UndoSlice<NetGroup>;

/** How many memberships of a group are put back in one transaction. */
const MEMBERS_AT_ONCE = 2_000;

/** Undoes what a run did to groups and memberships. */
@Injectable()
export class GroupUndo {
  constructor(
    private readonly groups: GroupsService,
    private readonly later: LaterChanges,
    private readonly owners: Owners,
  ) {}

  /** Deletes the groups that the run created, unless somebody has changed them since. */
  async deleteCreated(slice: Slice): Promise<StepResult> {
    const { choice, write } = slice;
    const outcome = noOutcome();
    const created = slice.nets.filter(({ before, after }) => !before && after);
    if (created.length === 0 || !choosesKind(choice, 'groupsCreated') || choice.users) return { outcome };
    const current = await this.read(slice, created);
    const authors = await this.later.authors(slice, [...current.keys()]);
    for (const net of created) {
      const group = current.get(net.id);
      if (!group) continue;
      const entry = entryOf({ ...net, name: group.displayName }, 'created');
      const by = authors.get(net.id);
      if (by !== undefined) outcome.skip.push({ ...entry, reason: `Changed since by ${by}.` });
      else
        await settle(outcome, [entry], async () => {
          if (write) await this.groups.delete(write, group);
        });
    }
    return { outcome };
  }

  /** Recreates deleted groups, still without members, and restores names. */
  async putBack(slice: Slice): Promise<StepResult> {
    const outcome = noOutcome();
    if (slice.choice.users) return { outcome };
    const nets = slice.nets.filter(({ before }) => before);
    const current = await this.read(slice, nets);
    const waiting: UndoEntry[] = [];
    for (const net of nets) {
      const group = current.get(net.id);
      const { displayName } = stateBefore(net);
      if (await this.isNameWaiting(slice, net, group)) {
        const reason = `The name ${displayName} is taken by another group.`;
        waiting.push({ ...entryOf(net, net.after ? 'displayName' : 'deleted'), reason });
      } else if (!net.after) await this.createAgain(slice, net, { group, outcome });
      else if (net.fields.size > 0) await this.putFieldsBack(slice, net, { group, outcome });
    }
    await this.later.explain(slice, outcome.skip);
    return { outcome, waiting };
  }

  /** Retries names that other groups held. Those groups have their own names back by now. */
  async putNamesBack(slice: Slice): Promise<StepResult> {
    const { outcome, waiting = [] } = await this.putBack(slice);
    return { outcome: { ...noOutcome(), restore: outcome.restore }, waiting };
  }

  /** Adds the members that the run removed, and removes those that it added. */
  async putMembersBack(slice: Slice): Promise<StepResult> {
    const outcome = noOutcome();
    const nets = slice.nets.filter(({ before, members }) => before && members.size > 0);
    const current = await this.read(slice, nets);
    for (const net of nets) {
      const group = current.get(net.id);
      const isBack = group !== undefined || (!slice.write && !net.after);
      const wanted = await this.wantedMembers(slice, net);
      if (wanted.length === 0) continue;
      if (!isBack) {
        const reason = DELETED_SINCE.Group;
        outcome.skip.push(
          ...wanted.map(([id]) => ({ ...entryOf(net, `members[value eq "${id}"]`), reason })),
        );
        continue;
      }
      const isDone = await this.ofGroup(slice, { net, group, wanted }, outcome);
      if (!isDone) return { outcome, again: true };
    }
    return { outcome };
  }

  private async ofGroup(
    slice: Slice,
    { net, group, wanted }: { net: NetGroup; group: StoredGroup | undefined; wanted: [string, boolean][] },
    outcome: UndoOutcome,
  ): Promise<boolean> {
    const { write } = slice;
    const ids = wanted.map(([id]) => id);
    const members = await this.membersAmong(slice, net.id, ids);
    const open = wanted.filter(([id, isMember]) => members.has(id) !== isMember);
    const some = write ? open.slice(0, MEMBERS_AT_ONCE) : open;
    const existing = await this.existingUsers(
      slice,
      some.map(([id]) => id),
    );
    const possible = some.filter(([id]) => existing.has(id));
    const entry = (id: string) => entryOf(net, `members[value eq "${id}"]`);
    const missing = some.filter(([id]) => !existing.has(id));
    outcome.impossible.push(
      ...missing.map(([id]) => ({ ...entry(id), reason: 'The user has been deleted.' })),
    );
    await settle(
      outcome,
      possible.map(([id]) => entry(id)),
      async () => {
        if (!write || !group || possible.length === 0) return;
        const of = (isMember: boolean) => possible.filter(([, each]) => each === isMember).map(([id]) => id);
        await this.groups.update(write, group, group, [
          { kind: 'remove', ids: of(false) },
          { kind: 'add', ids: of(true) },
        ]);
      },
    );
    return open.length === some.length || possible.length === 0;
  }

  private async membersAmong({ tx }: Slice, groupId: string, ids: readonly string[]): Promise<Set<string>> {
    const rows = await tx.selectListed(GroupMember, 'userId', ids, {
      columns: ['userId'],
      where: equal('groupId', groupId),
    });
    return new Set(rows.map(({ userId }) => userId));
  }

  /** The chosen members whose membership the run changed, and whether they were members before. */
  private async wantedMembers({ tx, choice, run }: Slice, net: NetGroup): Promise<[string, boolean][]> {
    const changed = [...net.members].flatMap(([id, [before, after]]): [string, boolean][] =>
      before !== after && choosesUser(choice, id) ? [[id, before]] : [],
    );
    if (choosesKind(choice, 'membersRemoved') && choosesKind(choice, 'membersAdded')) return changed;
    const isGroupBack = !net.after && choosesKind(choice, 'groupsDeleted');
    const deleted = choosesKind(choice, 'deleted')
      ? await tx.selectListed(
          JournalChange,
          'resourceId',
          changed.map(([id]) => id),
          { columns: ['resourceId'], where: all(equal('runId', run.id), equal('kind', 'deleted')) },
        )
      : [];
    const people = new Set(deleted.map(({ resourceId }) => resourceId));
    return changed.filter(
      ([id, before]) =>
        choosesKind(choice, before ? 'membersRemoved' : 'membersAdded') ||
        (before && (isGroupBack || people.has(id))),
    );
  }

  /** Which of the users exist, or will exist if this is only a plan. */
  private async existingUsers({ tx, write, run }: Slice, ids: readonly string[]): Promise<Set<string>> {
    const rows = await tx.selectListed(User, 'id', ids, { columns: ['id'] });
    const found = new Set(rows.map(({ id }) => id));
    if (write || found.size === ids.length) return found;
    const deleted = await tx.selectListed(JournalChange, 'resourceId', ids, {
      columns: ['resourceId'],
      where: all(equal('runId', run.id), equal('kind', 'deleted')),
    });
    for (const { resourceId } of deleted) if (resourceId !== null) found.add(resourceId);
    return found;
  }

  private async createAgain(
    { write, choice }: Slice,
    net: NetGroup,
    { group, outcome }: { group: StoredGroup | undefined; outcome: UndoOutcome },
  ): Promise<void> {
    if (group || !choosesKind(choice, 'groupsDeleted')) return;
    const state = stateBefore(net);
    await settle(outcome, [entryOf(net, 'deleted')], async () => {
      if (!write) return;
      await this.groups.create(write, { id: net.id, ...state, memberIds: [] });
      if (net.deletion?.sighting) await this.owners.putGroupBack(write, net.id, net.deletion.sighting);
    });
  }

  private async putFieldsBack(
    { write, choice }: Slice,
    net: NetGroup,
    { group, outcome }: { group: StoredGroup | undefined; outcome: UndoOutcome },
  ): Promise<void> {
    if (!choosesKind(choice, 'changed')) return;
    if (!group) {
      const reason = DELETED_SINCE.Group;
      outcome.skip.push(...[...net.fields.keys()].map((path) => ({ ...entryOf(net, path), reason })));
      return;
    }
    const now: Readonly<Record<string, unknown>> = { ...group };
    const back = [...net.fields].filter(([name, [, after]]) => now[name] === after);
    const others = [...net.fields].filter(([name, [old, after]]) => now[name] !== after && now[name] !== old);
    // The reasons are added later, for all groups together.
    outcome.skip.push(...others.map(([path]) => entryOf(net, path)));
    if (back.length === 0) return;
    const fields = Object.fromEntries(back.map(([name, [old]]) => [name, old]));
    await settle(
      outcome,
      back.map(([path]) => entryOf(net, path)),
      async () => {
        if (write) await this.groups.update(write, group, { ...group, ...fields }, []);
      },
    );
  }

  /** Whether the name is held by another group that gets its own name back in the same undo. */
  private async isNameWaiting(
    { tx, write, run }: Slice,
    net: NetGroup,
    group: StoredGroup | undefined,
  ): Promise<boolean> {
    if (!write) return false;
    const { displayName } = stateBefore(net);
    if (displayName === '' || (net.after && !net.fields.has('displayName'))) return false;
    if (group && group.displayName !== net.fields.get('displayName')?.[1]) return false;
    const where = equal('displayNameKey', foldKey(displayName));
    const holder = await tx.find(Group, { columns: ['id', 'displayName'], where });
    if (!holder || holder.id === net.id) return false;
    const renamed = await tx.find(JournalChange, {
      columns: ['id'],
      where: all(equal('resourceId', holder.id), equal('runId', run.id), equal('kind', 'changed')),
    });
    return renamed !== undefined;
  }

  private async read({ tx, write }: Slice, nets: readonly NetGroup[]): Promise<Map<string, StoredGroup>> {
    const ids = nets.map(({ id }) => id);
    if (ids.length === 0) return new Map();
    if (write) await tx.selectListed(Group, 'id', ids, { columns: ['id'], forUpdate: true });
    const groups = await this.groups.select(tx, { where: isIn('id', ids) });
    return new Map(groups.map((group) => [group.id, group]));
  }
}

function entryOf({ id, name }: Pick<NetGroup, 'id' | 'name'>, path: string): UndoEntry {
  return { resourceType: 'Group', id, name, path };
}

/** Name, external id and role before the run. */
function stateBefore({ fields, deletion }: NetGroup): GroupFields & Pick<StoredGroup, 'role'> {
  const displayName = (fields.get('displayName')?.[0] as string | undefined) ?? deletion?.displayName ?? '';
  const external = fields.get('externalId');
  const role = fields.get('role');
  return {
    displayName,
    externalId: external ? (external[0] as string | null) : (deletion?.externalId ?? null),
    role: role ? (role[0] as GrantableRole | null) : (deletion?.role ?? null),
  };
}
