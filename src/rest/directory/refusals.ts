import { defineRefusal } from '../../common/define-refusal.js';

export const currentPasswordRequired = defineRefusal('invalid', 'current-password-required', {
  detail: 'To change your own password, send your current password as currentPassword.',
  facts: { pointer: '/currentPassword' },
});
