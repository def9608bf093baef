import { defineRefusal } from '../common/define-refusal.js';
import { DEMO_IDS } from '../common/demo-ids.js';

/** For an id that no user of the account has or had. */
export const neverExisted = defineRefusal('not-found', 'not-found', {
  id: 'unknown-user',
  when: 'The account does not have this user, and never had.',
  detail: (id: string) => `There is no user with the id "${id}" in this account, and there never was.`,
  example: ['4711'],
});

export const otherSlug = defineRefusal('invalid', 'other-slug', {
  when: 'The slug is not the slug of this account.',
  detail: (id: string, slug: string) => `The account with the id "${id}" does not have the slug "${slug}".`,
  facts: { pointer: '/slug' },
  example: [DEMO_IDS.globex, 'acme'],
});
