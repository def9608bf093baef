import { isActiveAdmin } from '../../users/administrators.service.js';
import type { StoredUser } from '../../users/user-fields.js';
import type { UserChanges } from './row-check.js';

/** The planned result of one line. */
export interface PlannedUser {
  line: number;
  userName: string;
  /** The existing user; undefined for a new one. */
  current: StoredUser | undefined;
  input: UserChanges;
  /** The manager, if that is a new user of the same list. */
  newManager: PlannedUser | undefined;
}

/** How many users change in ways that they notice. */
export interface PlannedEffects {
  deactivate: number;
  reactivate: number;
  /** New administrators. */
  promote: number;
  /** Former administrators. */
  demote: number;
}

type Planned = Pick<PlannedUser, 'current' | 'input'>;

/** Whether the user will be an active administrator. */
export function isAdminAfter({ current, input }: Planned): boolean {
  const role = (input.role === undefined ? current?.role : input.role) ?? 'employee';
  return isActiveAdmin({ active: true, ...current, ...input, role });
}

/** Whether the user is an active administrator now. */
export function isAdminBefore({ current }: Planned): boolean {
  return current !== undefined && isActiveAdmin(current);
}

/** Sums up the effects of all lines. */
export function effectsOf(planned: readonly PlannedUser[]): PlannedEffects {
  const count = (fits: (one: PlannedUser) => boolean) => planned.filter(fits).length;
  return {
    deactivate: count(({ current, input }) => current?.active === true && input.active === false),
    reactivate: count(({ current, input }) => current?.active === false && input.active === true),
    promote: count((one) => isAdminAfter(one) && !isAdminBefore(one)),
    demote: count((one) => isAdminBefore(one) && !isAdminAfter(one)),
  };
}
