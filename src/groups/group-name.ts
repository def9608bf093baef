import { nameKey, typedName } from '../accounts/name.js';
import { foldKey } from '../common/fold-key.js';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import { DuplicateKeyError } from '../platform/database/connections/driver-errors.js';
import { equal } from '../platform/database/sql/predicate.js';
import { Group } from './group.entity.js';
import { groupNameTaken } from './refusals.js';

export const GROUP_NAME = { label: 'The name of the group', pointer: '/displayName' };

/** The name of a group as a person typed it. Throws `invalid` like `typedName`. */
export const typedGroupName = (text: string): string => typedName(text, GROUP_NAME);

/** The unique key of a group name. Throws `invalid` like `nameKey`. */
export const displayNameKey = (displayName: string): string => nameKey(displayName, GROUP_NAME);

/**
 * Runs `write`, which stores a group under this name. Throws `conflict` (`group-name-taken`) if the database refuses the
 * name as taken: it is unique in the account, in any letter case.
 */
export async function withFreeGroupName(
  tx: AccountTransaction,
  displayName: string,
  write: () => Promise<unknown>,
): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (!(error instanceof DuplicateKeyError)) throw error;
    const where = equal('displayNameKey', foldKey(displayName));
    const holder = await tx.find(Group, { columns: ['id', 'displayName'], where });
    const refusal = groupNameTaken(displayName, holder?.id).with({ cause: error });
    throw holder ? refusal.with({ holder: { id: holder.id, name: holder.displayName } }) : refusal;
  }
}
