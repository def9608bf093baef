import { forbidden } from '../common/errors.js';

/** The editor of users: its organization is the default for new users. A command has no user of its own. */
export interface Editor {
  organizationId: string;
  userId: string | null;
}

/** Throws `forbidden` (`own-user`) with the detail if callers would lock themselves out, with any credential. */
export function protectOwnUser(callerId: string | null, userId: string, detail: string): void {
  if (userId === callerId) throw forbidden(detail, { code: 'own-user' });
}

/** The detail for an administrator. */
export const ownUserOfAdmin = (change: 'deactivate' | 'delete' | 'demote' | 'erase') =>
  `You cannot ${change} your own user. Ask another administrator of the account to do so.`;
