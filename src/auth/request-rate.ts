import type { AccountRates } from '../platform/limits/account-rates.js';
import { isActiveAdmin } from '../users/administrators.service.js';
import type { UserPrincipal } from './principal.js';

/**
 * Counts a request. One of somebody who may not act for the account counts against that person alone, so that no
 * employee's loop uses up what the account's identity provider needs. Throws `throttled`.
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
