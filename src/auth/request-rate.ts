import type { AccountRates } from '../platform/limits/account-rates.js';
import { isActiveAdmin } from '../users/administrators.service.js';
import type { Provisioner } from './principal.js';

/**
 * Counts a request. A request of a user without the role admin counts against that user only, so that it cannot use up
 * the limit of the identity provider. Throws `throttled`.
 */
export function countRequest(
  rates: AccountRates,
  caller: Provisioner,
  actsForAccount = mayProvision(caller),
): void {
  const { accountId } = caller;
  if (actsForAccount) rates.ensureAllowed(accountId);
  else rates.ensurePersonAllowed(accountId, caller.kind === 'user' ? caller.userId : caller.connectionId);
}

/** Whether the caller is a connection, or an active administrator. */
export function mayProvision(caller: Provisioner): boolean {
  return caller.kind === 'connection' || isActiveAdmin(caller);
}
