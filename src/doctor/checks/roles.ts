import { counted } from '../../common/counted.js';
import { shortened } from '../../common/first-characters.js';
import type { AccountTransaction } from '../../platform/database/account-transaction.js';
import {
  all,
  any,
  equal,
  isIn,
  match,
  not,
  present,
  type Where,
} from '../../platform/database/sql/predicate.js';
import { join } from '../../platform/database/sql/selection.js';
import { GRANTABLE_ROLES, User } from '../../users/user.entity.js';
import { UserValue } from '../../users/user-value.entity.js';
import { ok, warning, type Check } from '../check.js';
import { EXAMPLES, listed } from '../wording.js';

const LONGEST_VALUE = 60;

/** Values that are the id of no role, and those that do not have the form of an entitlement's id. */
const UNKNOWN: Where<UserValue> = all(
  present('valueIndex'),
  any(
    all(equal('attribute', 'roles'), not(isIn('valueIndex', GRANTABLE_ROLES))),
    all(equal('attribute', 'entitlements'), not(match('valueIndex', 'startsWith', 'organization:'))),
  ),
);

/** A value that nobody knows grants nothing, which its sender does not notice. */
export const roleCheck: Check = {
  id: 'roles',
  title: 'Roles and entitlements',
  run: async (tx, { rolesGrant, words }) => {
    if (!rolesGrant) return null;
    const total = await tx.count(UserValue, UNKNOWN);
    if (total === 0) return ok('Every role and entitlement that was sent exists.');
    return warning(
      `${counted(total, 'value')} of roles and entitlements ${total === 1 ? 'grants' : 'grant'} nothing, because there is no such role or entitlement: ${listed(await examples(tx), total)}. They stay stored.`,
      `Send the ids of /Roles and /Entitlements instead: ${GRANTABLE_ROLES.join(', ')}, or organization: with the id of an organization. Correct them ${words.mappings}. The role admin can only be assigned in Declaree.`,
    );
  },
};

async function examples(tx: AccountTransaction): Promise<string[]> {
  const rows = await tx.select(UserValue, {
    columns: ['value'],
    joins: [join(User, { on: { id: 'userId' }, columns: { userName: 'userName' } })],
    where: UNKNOWN,
    orderBy: [{ column: 'userId' }, { column: 'attribute' }, { column: 'position' }],
    limit: EXAMPLES,
  });
  return rows.map(({ value, userName }) => `"${shortened(value ?? '', LONGEST_VALUE)}" (${userName})`);
}
