import type { Undoable } from '../provisioning/undo/undo-choice.js';

/** The parts of a run that can be undone separately, as shown to people. */
export const UNDO_WORDS: Readonly<Record<Undoable, string>> = {
  created: 'Only created people',
  changed: 'Only changed values',
  deactivated: 'Only deactivations',
  reactivated: 'Only reactivations',
  deleted: 'Only deleted people',
  groupsCreated: 'Only created groups',
  groupsDeleted: 'Only deleted groups',
  membersAdded: 'Only added memberships',
  membersRemoved: 'Only removed memberships',
};
