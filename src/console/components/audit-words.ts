import type { AuditAction } from '../../accounts/audit-entry.entity.js';

/** The name of each action, as shown to people. */
export const ACTION_WORDS: Readonly<Record<AuditAction, string>> = {
  'account.created': 'Created the account',
  'scim.enabled': 'Switched SCIM on',
  'scim.disabled': 'Switched SCIM off',
  'login.succeeded': 'Logged in',
  'login.failed': 'Failed to log in',
  'session.ended': 'Logged out',
  'password.changed': 'Changed their own password',
  'password.reset': 'Reset a password',
  'password.link-sent': 'Requested a password reset link',
  'key.created': 'Created an API key',
  'key.revoked': 'Revoked an API key',
  'user.created': 'Added a user',
  'user.changed': 'Changed a user',
  'user.deleted': 'Deleted a user',
  'user.erased': 'Erased a person',
  'group.created': 'Added a group',
  'group.changed': 'Changed a group',
  'group.deleted': 'Deleted a group',
  'organization.created': 'Added an organization',
  'organization.changed': 'Changed an organization',
  'organization.deleted': 'Deleted an organization',
  'users.imported': 'Imported users',
  'users.exported': 'Exported users',
  'data.unmasked': 'Viewed masked data',
};
