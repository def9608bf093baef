import type { ManagerFields } from '../../users/user-fields.js';

/** The fields that say who a user's manager is; an undo puts them back together. */
export const MANAGER_FIELDS: ReadonlySet<string> = new Set<keyof ManagerFields>([
  'managerId',
  'managerReference',
  'managerByValue',
  'managerLeft',
]);
