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

export const invalidSlug = defineRefusal('invalid', 'invalid', {
  id: 'invalid-slug',
  when: 'The slug contains a character that is not allowed, or is too long.',
  detail: (length: number, slug: string) =>
    `A slug is 1 to ${length} lower-case letters and digits, with single hyphens between them: not "${slug}".`,
  facts: { pointer: '/slug' },
  example: [63, 'Acme'],
});

/** An input member: its label for people, and its JSON pointer. */
export interface Field {
  label: string;
  pointer: string;
}

export const invalidName = defineRefusal('invalid', 'invalid', {
  id: 'invalid-name',
  when: 'A name is empty, is too long, or contains a character that is not allowed.',
  detail: ({ label }: Field, fault: string) => `${label} must ${fault}.`,
  facts: ({ pointer }) => ({ pointer }),
  example: [{ label: 'The name of the account', pointer: '/name' }, 'not be empty'],
});
