import { foldKey } from '../common/fold-key.js';
import type { PageRequest } from '../common/page.js';
import {
  all,
  any,
  compare,
  equal,
  exists,
  allOf,
  contains,
  type Where,
} from '../platform/database/sql/predicate.js';
import { UserValue } from './user-value.entity.js';
import type { Role, User } from './user.entity.js';
import type { OrderBy } from '../platform/database/sql/selection.js';

/** Texts of which a part is searched for, in any letter case. */
const TEXTS = [
  'userName',
  'shownName',
  'displayName',
  'formattedName',
  'givenName',
  'middleName',
  'familyName',
  'nickName',
  'employeeNumber',
  'department',
] as const;

/** Which users a list is narrowed down to; what is left out counts for nothing. */
export interface UserFilter {
  /** Part of a name, an e-mail address, a personnel number, a department or the external id. */
  search?: string | undefined;
  active?: boolean | undefined;
  role?: Role | undefined;
  organizationId?: string | undefined;
}

/** The orders in which lists for people can be read, each along an index. */
export const USER_ORDERS = {
  name: [{ column: 'shownNameKey' }, { column: 'id' }],
  userName: [{ column: 'userNameKey' }],
  newest: [{ column: 'id', descending: true }],
  oldest: [{ column: 'id' }],
} as const satisfies Record<string, OrderBy<User>>;

export type UserOrder = keyof typeof USER_ORDERS;

export type UserPageRequest = PageRequest & UserFilter & { order?: UserOrder };

/** The condition on a user that the filter is; undefined where everybody fits. */
export function userMatches({
  search = '',
  active,
  role,
  organizationId,
}: UserFilter): Where<User> | undefined {
  const conditions: Where<User>[] = [
    ...(organizationId === undefined ? [] : [equal('organizationId', organizationId)]),
    ...(active === undefined ? [] : [equal('active', active)]),
    ...(role === undefined ? [] : [equal('role', role)]),
    ...(search.trim() === '' ? [] : [holds(search.trim())]),
  ];
  return conditions.length === 0 ? undefined : allOf(conditions);
}

function holds(search: string): Where<User> {
  const text = foldKey(search);
  const address = all(equal('attribute', 'emails'), contains('valueKey', text));
  return any(
    ...TEXTS.map((name) => contains(`${name}Key` as const, text)),
    // The identity provider's, and told apart by letter case there.
    contains('externalId', search),
    exists(UserValue, { userId: 'id' }, address),
  );
}

/** Where a user's address is looked for in a list; of a user with hundreds of them, not all can be read for that. */
export const FIRST_EMAILS = all(
  equal('attribute', 'emails'),
  any(compare('position', '<', 20), equal('isPrimary', true)),
);
