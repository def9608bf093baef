import { defineRefusal } from '../common/define-refusal.js';

export const foreignForm = defineRefusal('forbidden', 'foreign-form', {
  detail:
    'This form was sent from another site, so nothing was done. Open the page in Declaree and send the form from there.',
});

export const staleForm = defineRefusal('forbidden', 'stale-form', {
  detail:
    'This form belongs to an earlier login, so nothing was done. Go back, reload the page and send the form again.',
});

export const ownPassword = defineRefusal('forbidden', 'own-user', {
  detail: 'Change your own password under Password. You need your current password there.',
});

export const deactivatedLogin = defineRefusal('forbidden', 'inactive', {
  when: 'The user is deactivated.',
  detail: (userName: string) =>
    `The user ${userName} is deactivated. Ask an administrator of your company to reactivate it.`,
  example: ['left@acme.example'],
});

export const noSuchOrganization = defineRefusal('invalid', 'unknown-organization', {
  when: 'The account does not have the organization.',
  detail: (name: string, _field: string) => `There is no organization "${name}" in your account.`,
  facts: (_, field) => ({ pointer: `/${field}` }),
  example: ['Acme FR', 'organizationId'],
});

export const noSuchPerson = defineRefusal('invalid', 'no-such-user', {
  when: 'The account does not have the user.',
  detail: (userName: string, _field: string) =>
    `There is no user with the user name "${userName}" in your account.`,
  facts: (_, field) => ({ pointer: `/${field}` }),
  example: ['anna@acme.example', 'approver'],
});

export const noSuchGroup = defineRefusal('invalid', 'no-such-group', {
  when: 'The account does not have the group.',
  detail: (name: string, _field: string) => `There is no group "${name}" in your account.`,
  facts: (_, field) => ({ pointer: `/${field}` }),
  example: ['Approvers', 'finalGroup'],
});
