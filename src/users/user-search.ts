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

/** Texts for case-insensitive substring search. */
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

/** Filter for a list of users; missing members do not filter. */
export interface UserFilter {
  /** Part of a name, e-mail address, personnel number, department or external id. */
  search?: string | undefined;
  active?: boolean | undefined;
  role?: Role | undefined;
  organizationId?: string | undefined;
  /** Conditions of other folders. */
  also?: readonly Where<User>[] | undefined;
}

/** Sort orders of lists for people, each with an index. */
export const USER_ORDERS = {
  name: [{ column: 'shownNameKey' }, { column: 'id' }],
  userName: [{ column: 'userNameKey' }],
  newest: [{ column: 'id', descending: true }],
  oldest: [{ column: 'id' }],
} as const satisfies Record<string, OrderBy<User>>;

export type UserOrder = keyof typeof USER_ORDERS;

export type UserPageRequest = PageRequest & UserFilter & { order?: UserOrder };

/** The condition of a filter; undefined if everyone matches. */
export function userMatches({
  search = '',
  active,
  role,
  organizationId,
  also = [],
}: UserFilter): Where<User> | undefined {
  const conditions: Where<User>[] = [
    ...(organizationId === undefined ? [] : [equal('organizationId', organizationId)]),
    ...(active === undefined ? [] : [equal('active', active)]),
    ...(role === undefined ? [] : [equal('role', role)]),
    ...(search.trim() === '' ? [] : [holds(search.trim())]),
    ...also,
  ];
  return conditions.length === 0 ? undefined : allOf(conditions);
}

function holds(search: string): Where<User> {
  const text = foldKey(search);
  const address = all(equal('attribute', 'emails'), contains('valueKey', text));
  return any(
    ...TEXTS.map((name) => contains(`${name}Key` as const, text)),
    // The external id belongs to the identity provider, which distinguishes letter case.
    contains('externalId', search),
    exists(UserValue, { userId: 'id' }, address),
  );
}

/** Limits which addresses a list reads, because a user may have hundreds. */
export const FIRST_EMAILS = all(
  equal('attribute', 'emails'),
  any(compare('position', '<', 20), equal('isPrimary', true)),
);
