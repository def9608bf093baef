import { defineRefusal } from '../common/define-refusal.js';

/** For a user's organization in a request. */
export const noSuchOrganization = defineRefusal('invalid', 'unknown-organization', {
  when: 'The account does not have the organization.',
  detail: (id: string) => `There is no organization with the id "${id}" in this account.`,
  facts: { pointer: '/organizationId' },
  example: ['4711'],
});

/** For a user's manager in a request. */
export const noSuchManager = defineRefusal('invalid', 'unknown-manager', {
  when: 'The account does not have the manager.',
  detail: (id: string) => `There is no user with the id "${id}" in this account to be the manager.`,
  facts: { pointer: '/managerId' },
  example: ['4711'],
});

export const ownUser = defineRefusal('forbidden', 'own-user', {
  when: 'It would lock out your own user.',
  detail: (change: 'deactivate' | 'delete' | 'demote' | 'erase') =>
    `You cannot ${change} your own user. Ask another administrator of the account to do so.`,
  example: ['deactivate'],
});
