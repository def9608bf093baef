import { counted } from '../../common/counted.js';
import {
  all,
  any,
  exists,
  idIs,
  not,
  present,
  contains,
  match,
  type Where,
} from '../../platform/database/sql/predicate.js';
import type { AccountTransaction } from '../../platform/database/account-transaction.js';
import { sentence } from '../../provisioning/log/explanation.js';
import { Organization } from '../../organizations/organization.entity.js';
import { User } from '../../users/user.entity.js';
import { ok, warning, type Check } from '../check.js';
import { EXAMPLES, listed } from '../wording.js';
import type { ColumnName } from '../../platform/database/sql/columns.js';

/** How many users match, and the first few of them. */
export async function usersThat<const Column extends ColumnName<User>>(
  tx: AccountTransaction,
  where: Where<User>,
  columns: readonly Column[],
) {
  const total = await tx.count(User, where);
  if (total === 0) return { total, examples: [] };
  const examples = await tx.select(User, {
    columns,
    where,
    orderBy: [{ column: 'userNameKey' }],
    limit: EXAMPLES,
  });
  return { total, examples };
}

const NAME = 'userNameKey';

const IS_ADDRESS = all(
  contains(NAME, '@'),
  not(any(match(NAME, 'startsWith', '@'), match(NAME, 'endsWith', '@'), contains(NAME, ' '))),
);

/** Declaree's guide: Okta's "Application username format" should be Email. */
export const userNameCheck: Check = {
  id: 'user-names',
  title: 'User names',
  run: async (tx, { words, administrators: { usable } }) => {
    // The provisioning administrator is not a person and does not come from the identity provider.
    const others = usable ? [not(idIs(usable.id))] : [];
    const where = all(not(IS_ADDRESS), ...others);
    const { total, examples } = await usersThat(tx, where, ['userName']);
    if (total === 0) return ok('Every user name is an e-mail address.');
    return warning(
      `${counted(total, 'user name')} ${total === 1 ? 'is not an e-mail address' : 'are not e-mail addresses'}: ${listed(
        examples.map(({ userName }) => userName),
        total,
      )}. Declaree shows user names where people expect addresses.`,
      `${sentence(words.userNames)}, and send the users again.`,
    );
  },
};

const isUnknown = (column: 'requestedOrganization' | 'organizationName'): Where<User> =>
  all(
    present(column),
    not(exists(Organization, { nameKey: `${column}Key` as const })),
    not(exists(Organization, { id: column })),
  );

/** The extension's organization takes precedence over the enterprise one; an unknown name does not move the user. */
export const organizationCheck: Check = {
  id: 'organizations',
  title: 'Organizations',
  run: async (tx, { words }) => {
    const where = any(
      isUnknown('requestedOrganization'),
      all(not(present('requestedOrganization')), isUnknown('organizationName')),
    );
    const { total, examples } = await usersThat(tx, where, [
      'userName',
      'requestedOrganization',
      'organizationName',
    ]);
    if (total === 0) return ok('Every provisioned organization exists in this account.');
    const named = examples.map(
      ({ userName, requestedOrganization, organizationName }) =>
        `${userName} ("${requestedOrganization ?? organizationName}")`,
    );
    return warning(
      `${counted(total, 'user')} ${total === 1 ? 'has' : 'have'} an organization that does not exist in this account: ${listed(named, total)}. They stay in the organization of the provisioning administrator, or where they were.`,
      `Correct the name ${words.mappings}, or give an organization in Declaree that name, and send the users again: ${words.resend}. Pushing an enterprise organization again does not move existing users: move them in Declaree.`,
    );
  },
};
