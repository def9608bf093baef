import { Injectable } from '@nestjs/common';
import type { KeptOwnership } from '../journal/change-data.js';
import { OwnershipChanges, type OwnershipStep } from '../ownership/ownership-changes.service.js';
import { LaterChanges } from './later-changes.service.js';
import type { NetGroup, NetUser } from './net-change.js';
import { choosesKind, choosesUser, type UndoChoice } from './undo-choice.js';
import {
  changedSince,
  DELETED_SINCE,
  noOutcome,
  ownershipPath,
  type UndoEntry,
  type UndoOutcome,
} from './undo-entries.js';
import type { UndoSlice } from './undo-step.js';

type Net = NetUser | NetGroup;

/** Restores who manages users and groups: undoes a run that made them local, or its undo. */
@Injectable()
export class OwnershipUndo {
  constructor(
    private readonly ownership: OwnershipChanges,
    private readonly later: LaterChanges,
  ) {}

  /** The resources of the slice are of one type. */
  async putBack(slice: UndoSlice<Net>): Promise<UndoOutcome> {
    const { tx, write, choice } = slice;
    const outcome = noOutcome();
    const nets = slice.nets.filter((net) => net.ownership !== undefined && isChosen(net, choice));
    const [first] = nets;
    if (!first) return outcome;
    const type = first.resourceType;
    const ids = nets.map(({ id }) => id);
    const { existing, known } = await this.ownership.read(tx, type, ids, { lock: write !== undefined });
    const labels = await this.ownership.labels(tx, [...known.values()]);
    const steps: OwnershipStep[] = [];
    for (const net of nets) {
      const [before, after] = net.ownership ?? [null, null];
      const now = known.get(net.id) ?? null;
      const { id, name } = net;
      const entry: UndoEntry = { resourceType: type, id, name, path: ownershipPath(before ?? after) };
      if (!existing.has(id)) outcome.skip.push({ ...entry, reason: DELETED_SINCE[type] });
      else if (isSame(now, before)) continue;
      else if (isAsLeft(now, after)) {
        steps.push({ id, name, before: now, after: latestSeen(before, now) });
        outcome.restore.push(entry);
      } else outcome.skip.push({ ...entry, ...reasonOf(now, labels) });
    }
    if (write) await this.ownership.store(write, type, steps);
    await this.later.explain(slice, outcome.skip);
    return outcome;
  }
}

/** If people are chosen, groups are left out. */
function isChosen({ resourceType, id }: Net, choice: UndoChoice): boolean {
  const isOne = resourceType === 'User' ? choosesUser(choice, id) : choice.users === undefined;
  return isOne && choosesKind(choice, 'changed');
}

function isSame(one: KeptOwnership | null, other: KeptOwnership | null): boolean {
  return (one === null) === (other === null) && one?.managedById === other?.managedById;
}

/**
 * Whether no identity provider has written the resource since. A look-up alone does not take a resource over.
 */
function isAsLeft(now: KeptOwnership | null, after: KeptOwnership | null): boolean {
  return (
    (now?.managedById ?? null) === (after?.managedById ?? null) &&
    (now?.lastWrittenAt ?? null) === (after?.lastWrittenAt ?? null)
  );
}

/** As it was before, but with the later of the two times when it was seen. */
function latestSeen(before: KeptOwnership | null, now: KeptOwnership | null): KeptOwnership | null {
  if (before === null || now === null || now.lastSeenAt <= before.lastSeenAt) return before;
  return { ...before, lastSeenAt: now.lastSeenAt };
}

/** Names the connection that has written it since. Without one, the journal says who has changed it. */
function reasonOf(now: KeptOwnership | null, labels: ReadonlyMap<string, string>): { reason?: string } {
  const by = labels.get(now?.managedById ?? '');
  return by === undefined ? {} : { reason: changedSince(by) };
}
