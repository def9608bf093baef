import type { AccountRates } from '../platform/limits/account-rates.js';
import { isActiveAdmin } from '../users/administrators.service.js';
import type { UserPrincipal } from './principal.js';

/**
 * Counts a request. A request of a user without the role admin counts against that user only, so that it cannot use up
 * the limit of the identity provider. Throws `throttled`.
 */
export function countRequest(
  rates: AccountRates,
  principal: UserPrincipal,
  actsForAccount = isActiveAdmin(principal),
): void {
  const { accountId, userId } = principal;
  if (actsForAccount) rates.ensureAllowed(accountId);
  else rates.ensurePersonAllowed(accountId, userId);
}
