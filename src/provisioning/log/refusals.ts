import { defineRefusal } from '../../common/define-refusal.js';

export const unknownEvent = defineRefusal('not-found', 'not-found', {
  id: 'unknown-event',
  when: 'The provisioning log of the account has no event with this id.',
  detail: (id: string) => `The provisioning log has no event with the id "${id}".`,
  example: ['4711'],
});
