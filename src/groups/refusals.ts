import { defineRefusal, defineUnknown } from '../common/define-refusal.js';
import { DEMO_IDS } from '../common/demo-ids.js';

export const unknownGroup = defineUnknown('group');

/** Without the id of the group that has the name, which was just deleted, a retry succeeds. */
export const groupNameTaken = defineRefusal('conflict', 'group-name-taken', {
  when: 'Another group of the account has this name, in any letter case.',
  detail: (displayName: string, id?: string) =>
    `A group named "${displayName}" already exists in this account${id === undefined ? '' : `: it has the id "${id}"`}.`,
  facts: { pointer: '/displayName' },
  example: ['Approvers', DEMO_IDS.approvers],
});

const MOST_LISTED = 5;

export const unknownMember = defineRefusal('invalid', 'unknown-member', {
  when: 'A member is not a user of the account.',
  detail: (ids: readonly string[]) => {
    const listed = ids.slice(0, MOST_LISTED).map((id) => `"${id}"`);
    const more = ids.length > MOST_LISTED ? ` and ${ids.length - MOST_LISTED} more` : '';
    return `No user of this account has the id ${listed.join(', ')}${more}. Provision the user before adding them to a group.`;
  },
  facts: { pointer: '/members' },
  example: [['4711']],
});

export const groupAsMember = defineRefusal('invalid', 'group-as-member', {
  when: 'A member is a group.',
  detail: (name: string) =>
    `Groups cannot be members of groups, and "${name}" is a group. Add its members instead.`,
  facts: { pointer: '/members' },
  example: ['Sales'],
});
