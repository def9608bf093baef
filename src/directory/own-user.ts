import { ownUser } from './refusals.js';
/** The editor of users: its organization is the default for new users. A command has no user of its own. */
export interface Editor {
  organizationId: string;
  userId: string | null;
  /** Whether what identity providers manage may be changed, or has been checked already. */
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
