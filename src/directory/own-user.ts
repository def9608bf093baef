import { ownUser } from './refusals.js';
/** The editor of users: its organization is the default for new users. A command has no user of its own. */
export interface Editor {
  organizationId: string;
  userId: string | null;
  /** Whether the lock of what identity providers manage does not hold, or has been checked. */
  mayChangeManaged?: boolean;
}

/** Throws `forbidden` (`own-user`) if an admin would lock themselves out, with any credential. */
export function protectOwnUser(
  callerId: string | null,
  userId: string,
  change: 'deactivate' | 'delete' | 'demote' | 'erase',
): void {
  if (userId === callerId) throw ownUser(change);
}
