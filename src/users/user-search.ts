import { foldKey } from '../common/fold-key.js';
import { any, equal, exists, type Predicate } from '../database/predicate.js';
import { UserValue } from './user-value.entity.js';

const NAMES = ['userName', 'displayName', 'givenName', 'familyName'] as const;

/** Users with a name or an e-mail address that holds the text, in any letter case; undefined, everybody, if it is blank. */
export function userMatches(search: string): Predicate | undefined {
  const text = foldKey(search.trim());
  if (text === '') return undefined;
  const holds = (column: string): Predicate => ({ kind: 'match', column, part: 'contains', text });
  const address = { kind: 'all', of: [equal('attribute', 'emails'), holds('valueKey')] } as const;
  return any(...NAMES.map((name) => holds(`${name}Key`)), exists(UserValue, { userId: 'id' }, address));
}
