import { counted } from '../common/counted.js';
import { defineRefusal, defineUnknown } from '../common/define-refusal.js';

export const unknownOrganization = defineUnknown('organization');

export const organizationNameTaken = defineRefusal('conflict', 'organization-name-taken', {
  when: 'An organization of the account already has this name, in any letter case.',
  detail: (name: string) => `An organization named "${name}" already exists in this account.`,
  facts: { pointer: '/name' },
  example: ['Acme NL'],
});

export const unknownParent = defineRefusal('invalid', 'unknown-parent', {
  when: 'The account does not have the parent organization.',
  detail: (id: string) => `There is no organization with the id "${id}" in this account to be the parent.`,
  facts: { pointer: '/parentId' },
  example: ['4711'],
});

export const organizationCycle = defineRefusal('invalid', 'organization-cycle', {
  detail: 'An organization cannot be its own parent, or be below one of its own sub-organizations.',
  facts: { pointer: '/parentId' },
});

export const organizationHasChildren = defineRefusal('conflict', 'organization-has-children', {
  when: 'It has organizations below it.',
  detail: (name: string, below: number) =>
    `"${name}" has ${counted(below, 'organization')} below it. Move or delete ${below === 1 ? 'it' : 'them'} first.`,
  example: ['Acme Group', 2],
});

export const organizationInUse = defineRefusal('conflict', 'organization-in-use', {
  when: 'It has users or records of deleted users, or new users of a connection join it.',
  detail: (name: string) =>
    `"${name}" has users, or records of deleted users, or new users of a connection join it. Move its users to another organization. An organization with records can only be renamed.`,
  example: ['Acme NL'],
});
