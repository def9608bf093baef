import type { ManagerFields } from '../../users/user-fields.js';

/** The fields that say who a user's manager is. An undo restores them together. */
export const MANAGER_FIELDS: ReadonlySet<string> = new Set<keyof ManagerFields>([
  'managerId',
  'managerReference',
  'managerByValue',
  'managerLeft',
]);
