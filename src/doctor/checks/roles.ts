import { counted } from '../../common/counted.js';
import { shortened } from '../../common/first-characters.js';
import { Organization } from '../../organizations/organization.entity.js';
import type { AccountTransaction } from '../../platform/database/account-transaction.js';
import {
  all,
  any,
  equal,
  existsTail,
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

/** What the id of an entitlement begins with; the id of an organization follows. */
const OF_ORGANIZATION = 'organization:';

const IS_ORGANIZATION = all(
  match('valueIndex', 'startsWith', OF_ORGANIZATION),
  existsTail(Organization, { column: 'id', of: 'valueIndex', prefix: OF_ORGANIZATION }),
);

/** Values that are not the id of a role, or of an entitlement of the account. */
const UNKNOWN: Where<UserValue> = all(
  present('valueIndex'),
  any(
    all(equal('attribute', 'roles'), not(isIn('valueIndex', GRANTABLE_ROLES))),
    all(equal('attribute', 'entitlements'), not(IS_ORGANIZATION)),
  ),
);

/** An unknown value grants nothing, and its sender does not notice. */
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
