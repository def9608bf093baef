import { isActiveAdmin } from '../../users/administrators.service.js';
import type { StoredUser } from '../../users/user-fields.js';
import type { UserChanges } from './row-check.js';

/** What becomes of one line. */
export interface PlannedUser {
  line: number;
  userName: string;
  /** The user as it is; a new one has none. */
  current: StoredUser | undefined;
  input: UserChanges;
  /** The manager where that is a new user of the same list. */
  newManager: PlannedUser | undefined;
}

/** How many people a list takes or gives what they would notice first. */
export interface PlannedEffects {
  deactivate: number;
  reactivate: number;
  /** New administrators. */
  promote: number;
  /** Those who stop being administrators. */
  demote: number;
}

type Planned = Pick<PlannedUser, 'current' | 'input'>;

/** Whether the user will be able to administer the account. */
export function isAdminAfter({ current, input }: Planned): boolean {
  return isActiveAdmin({ role: 'employee', active: true, ...current, ...input });
}

/** Whether the user can administer the account now. */
export function isAdminBefore({ current }: Planned): boolean {
  return current !== undefined && isActiveAdmin(current);
}

/** Adds up what becomes of the lines. */
export function effectsOf(planned: readonly PlannedUser[]): PlannedEffects {
  const count = (fits: (one: PlannedUser) => boolean) => planned.filter(fits).length;
  return {
    deactivate: count(({ current, input }) => current?.active === true && input.active === false),
    reactivate: count(({ current, input }) => current?.active === false && input.active === true),
    promote: count((one) => isAdminAfter(one) && !isAdminBefore(one)),
    demote: count((one) => isAdminBefore(one) && !isAdminAfter(one)),
  };
}
