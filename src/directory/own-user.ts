import { forbidden } from '../common/errors.js';

/** Who edits users: a new user joins the organization unless another is named. A command has no user of its own. */
export interface Editor {
  organizationId: string;
  userId: string | null;
}

/** Throws `forbidden` (`own-user`) where an admin would shut itself out, by whatever credential it came. */
export function protectOwnUser(
  editor: Editor,
  userId: string,
  change: 'deactivate' | 'delete' | 'demote',
): void {
  if (userId !== editor.userId) return;
  throw forbidden(`You cannot ${change} your own user. Ask another administrator of the account to do so.`, {
    code: 'own-user',
  });
}
