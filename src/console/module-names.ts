import type { ModuleName } from '../accounts/account-module.entity.js';

/** What modules are called within a sentence. */
export const MODULE_NAMES: Readonly<Record<ModuleName, string>> = {
  scim: 'SCIM',
  expenses: 'the expenses module',
};
