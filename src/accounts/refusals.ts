import { defineRefusal } from '../common/define-refusal.js';

export const unknownAccount = defineRefusal('not-found', 'not-found', {
  id: 'unknown-account',
  when: 'There is no account with this id.',
  detail: (id: string) => `There is no account with the id "${id}".`,
  example: ['4711'],
});

export const slugTaken = defineRefusal('conflict', 'slug-taken', {
  when: 'The slug belongs to another account.',
  detail: (slug: string) => `The slug "${slug}" belongs to another account.`,
  facts: { pointer: '/slug' },
  example: ['acme'],
});

export const unknownAuditEntry = defineRefusal('not-found', 'not-found', {
  id: 'unknown-entry',
  when: 'The audit trail of the account has no entry with this id.',
  detail: (id: string) => `The audit trail has no entry with the id "${id}".`,
  example: ['4711'],
});
