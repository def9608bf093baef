import { Injectable } from '@nestjs/common';
import { GroupUndo } from './group-undo.service.js';
import { ManagerUndo } from './manager-undo.service.js';
import { UserUndo } from './user-undo.service.js';
import type { UndoStep } from './undo-step.js';

/**
 * The steps of an undo, in an order in which each finds what it needs: created resources go first, which frees their names;
 * then users come back, then their managers, then groups, then memberships.
 */
@Injectable()
export class UndoSteps {
  readonly all: readonly UndoStep[];

  constructor(users: UserUndo, managers: ManagerUndo, groups: GroupUndo) {
    const userNames: UndoStep = { of: 'User', isForNames: true, run: (slice) => users.putNamesBack(slice) };
    const groupNames: UndoStep = {
      of: 'Group',
      isForNames: true,
      run: (slice) => groups.putNamesBack(slice),
    };
    this.all = [
      { of: 'Group', run: (slice) => groups.deleteCreated(slice) },
      { of: 'User', run: (slice) => users.deleteCreated(slice) },
      { of: 'User', run: (slice) => users.putBack(slice) },
      // Each time, more names are free.
      userNames,
      userNames,
      userNames,
      { of: 'User', run: (slice) => managers.putBack(slice) },
      { of: 'Group', run: (slice) => groups.putBack(slice) },
      groupNames,
      groupNames,
      groupNames,
      { of: 'Group', run: (slice) => groups.putMembersBack(slice) },
    ];
  }
}
