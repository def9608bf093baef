import { Injectable } from '@nestjs/common';
import { GroupUndo } from './group-undo.service.js';
import { ManagerUndo } from './manager-undo.service.js';
import { OwnershipUndo } from './ownership-undo.service.js';
import { UserUndo } from './user-undo.service.js';
import type { NetGroup, NetUser } from './net-change.js';
import type { StepResult, UndoSlice, UndoStep } from './undo-step.js';

/**
 * The steps of an undo, in an order in which each finds what it needs. Created resources are deleted first,
 * which frees their names. Then users come back, then their managers, then groups, then memberships.
 */
@Injectable()
export class UndoSteps {
  readonly all: readonly UndoStep[];

  constructor(
    users: UserUndo,
    managers: ManagerUndo,
    groups: GroupUndo,
    private readonly ownership: OwnershipUndo,
  ) {
    const userNames: UndoStep = { of: 'User', isForNames: true, run: (slice) => users.putNamesBack(slice) };
    const groupNames: UndoStep = {
      of: 'Group',
      isForNames: true,
      run: (slice) => groups.putNamesBack(slice),
    };
    this.all = [
      { of: 'Group', run: (slice) => groups.deleteCreated(slice) },
      { of: 'User', run: (slice) => users.deleteCreated(slice) },
      { of: 'User', run: (slice) => this.withOwnership(slice, (one) => users.putBack(one)) },
      // Each time, more names are free.
      userNames,
      userNames,
      userNames,
      { of: 'User', run: (slice) => managers.putBack(slice) },
      { of: 'Group', run: (slice) => this.withOwnership(slice, (one) => groups.putBack(one)) },
      groupNames,
      groupNames,
      groupNames,
      { of: 'Group', run: (slice) => groups.putMembersBack(slice) },
    ];
  }

  /** How many changes the steps go through in total, of a run with that many changes of users and of groups. */
  total(counted: Readonly<Record<'User' | 'Group', number>>): number {
    return this.all.filter(({ isForNames }) => !isForNames).reduce((sum, { of }) => sum + counted[of], 0);
  }

  /** Restores the resources, and along with them who manages them. */
  private async withOwnership<Net extends NetUser | NetGroup>(
    slice: UndoSlice<Net>,
    run: (slice: UndoSlice<Net>) => Promise<StepResult>,
  ): Promise<StepResult> {
    const result = await run(slice);
    const { restore, skip, impossible } = await this.ownership.putBack(slice);
    result.outcome.restore.push(...restore);
    result.outcome.skip.push(...skip);
    result.outcome.impossible.push(...impossible);
    return result;
  }
}
