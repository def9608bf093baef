import { foldKey } from '../common/fold-key.js';
import { all, any, equal, exists, type Predicate } from '../database/predicate.js';
import { UserValue } from './user-value.entity.js';
import type { Role } from './user.entity.js';

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

/** The condition on a user that the filter is; undefined where everybody fits. */
export function userMatches({
  search = '',
  active,
  role,
  organizationId,
}: UserFilter): Predicate | undefined {
  const conditions = [
    ...(organizationId === undefined ? [] : [equal('organizationId', organizationId)]),
    ...(active === undefined ? [] : [equal('active', active)]),
    ...(role === undefined ? [] : [equal('role', role)]),
    ...(search.trim() === '' ? [] : [holds(search.trim())]),
  ];
  return conditions.length === 0 ? undefined : all(...conditions);
}

function holds(search: string): Predicate {
  const part = (column: string, text: string): Predicate => ({
    kind: 'match',
    column,
    part: 'contains',
    text,
  });
  const text = foldKey(search);
  const address = all(equal('attribute', 'emails'), part('valueKey', text));
  return any(
    ...TEXTS.map((name) => part(`${name}Key`, text)),
    // The identity provider's, and told apart by letter case there.
    part('externalId', search),
    exists(UserValue, { userId: 'id' }, address),
  );
}
