import { defineRefusal } from '../../common/define-refusal.js';

const LOCKED = 'and your account only lets the identity provider change what it manages';
const UNLOCK =
  'An administrator of the account can switch "Lock what the identity provider manages" off under Provisioning settings.';

export const managedUser = defineRefusal('conflict', 'managed', {
  id: 'managed-user',
  when: 'The account locks what its identity provider manages (`lockManaged`), and that includes the user.',
  detail: (manager: string, field: string) =>
    `${manager} manages this user, ${LOCKED}. Change ${field} there. ${UNLOCK}`,
  facts: (_, field) => ({ pointer: `/${field}` }),
  example: ['Okta (okta@acme.example)', 'department'],
});

export const managedDeletion = defineRefusal('conflict', 'managed', {
  id: 'managed-deletion',
  when: 'The account locks what its identity provider manages (`lockManaged`), and that includes the user.',
  detail: (manager: string) =>
    `${manager} manages this user, ${LOCKED}. Remove the person there, or deactivate the user here. ${UNLOCK}`,
  example: ['Okta (okta@acme.example)'],
});

export const managedGroup = defineRefusal('conflict', 'managed', {
  id: 'managed-group',
  when: 'The account locks what its identity provider manages (`lockManaged`), and that includes the group.',
  detail: (manager: string) => `${manager} manages this group, ${LOCKED}. Change the group there. ${UNLOCK}`,
  example: ['Okta (okta@acme.example)'],
});
