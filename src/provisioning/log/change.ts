import { changesText, readChangesText, type Change, type ReadChange } from '../../common/changes.js';
import { ENTERPRISE_USER_SCHEMA } from '../../scim/protocol/schema/enterprise-user.js';
import { EXPENSE_USER_SCHEMA } from '../../scim/protocol/schema/expense-user.js';

/** Short forms of extension URNs, which are longer than most values. */
const PREFIXES: readonly (readonly [prefix: string, urn: string])[] = [
  ['enterprise:', `${ENTERPRISE_USER_SCHEMA.id}:`],
  ['expense:', `${EXPENSE_USER_SCHEMA.id}:`],
];

/** The changes of a resource as JSON to store in an event. */
export function storedChanges(changes: readonly Change[]): string {
  return changesText(changes, shortPath);
}

/** Reads the JSON that `storedChanges` wrote. */
export function readChanges(text: string): ReadChange[] {
  return readChangesText(text, fullPath);
}

function shortPath(path: string): string {
  const found = PREFIXES.find(([, urn]) => path.startsWith(urn));
  return found ? found[0] + path.slice(found[1].length) : path;
}

function fullPath(path: string): string {
  const found = PREFIXES.find(([prefix]) => path.startsWith(prefix));
  return found ? found[1] + path.slice(found[0].length) : path;
}
