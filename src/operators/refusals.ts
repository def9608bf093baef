import { defineRefusal } from '../common/define-refusal.js';

export const unknownOperator = defineRefusal('not-found', 'not-found', {
  id: 'unknown-operator',
  when: 'There is no operator with this id.',
  detail: (id: string) => `There is no operator with the id "${id}".`,
  example: ['4711'],
});

export const operatorNameTaken = defineRefusal('conflict', 'user-name-taken', {
  when: 'An operator already has this user name.',
  detail: (userName: string) => `An operator with the user name "${userName}" already exists.`,
  facts: { pointer: '/userName' },
  example: ['support@declaree.example'],
});

export const ownOperator = defineRefusal('forbidden', 'own-operator', {
  detail: 'You cannot disable or remove yourself. Ask another operator.',
});

export const lastOperator = defineRefusal('conflict', 'last-operator', {
  detail: 'This is the last operator who can log in.',
});
