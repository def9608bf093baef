import { LIST_RESPONSE_URN, PATCH_OP_URN } from '../protocol/messages.js';
import { GROUP_SCHEMA } from '../protocol/schema/group.js';
import type { Examples } from './scim-operations.docs.js';

const BASE_URL = 'https://app.declaree.com/SCIM/v2';
const USER_ID = '019a4c1e-5b7d-7c31-9e02-7a1f4c6d8b90';
const GROUP_ID = '019a4c1e-5c02-7b6e-a1d3-90f8e7d6c5b4';

const CORE = GROUP_SCHEMA.id;

/** Stands where an example needs the id of a user, which only the database knows. */
export const ID_OF_A_USER = 'ID-OF-A-USER';

const REPLACE_ID = `Put the \`id\` of a user in the place of ${ID_OF_A_USER}.`;

const patch = (...operations: object[]) => ({ schemas: [PATCH_OP_URN], Operations: operations });

/** A group of the demo data as the service answers, but for each `$ref`. */
export const GROUP_EXAMPLE = {
  schemas: [CORE],
  id: GROUP_ID,
  displayName: 'Sales',
  members: [{ value: USER_ID, display: 'Lotte Bakker', type: 'User' }],
  meta: {
    resourceType: 'Group',
    created: '2026-11-02T08:31:00.000Z',
    lastModified: '2026-11-16T14:06:40.000Z',
    location: `${BASE_URL}/Groups/${GROUP_ID}`,
    version: 'W/"2"',
  },
};

/** The page on which that group is the only one. */
export const GROUP_PAGE_EXAMPLE = {
  schemas: [LIST_RESPONSE_URN],
  totalResults: 1,
  startIndex: 1,
  itemsPerPage: 1,
  Resources: [GROUP_EXAMPLE],
};

/** What groups are looked up by. */
export const GROUP_FILTERS: Examples = {
  all: { summary: 'No filter: every group', value: '' },
  displayName: {
    summary: 'One group by its name, as Okta and Entra ID look groups up',
    value: 'displayName eq "Sales"',
  },
  member: { summary: 'The groups with a member of that name', value: 'members[display eq "Mira Vos"]' },
};

/** What identity providers push first. */
export const NEW_GROUPS: Examples = {
  empty: {
    summary: 'A group without members',
    value: { schemas: [CORE], displayName: 'Finance BE', members: [] },
  },
  okta: {
    summary: 'Okta pushes a group',
    description: REPLACE_ID,
    value: {
      schemas: [CORE],
      displayName: 'Finance NL',
      members: [{ value: ID_OF_A_USER, display: 'lotte.bakker@acme.example' }],
    },
  },
};

/** What Okta pushes with PUT. */
export const REPLACED_GROUPS: Examples = {
  okta: {
    summary: 'Okta pushes the full list of members',
    description: `Whoever is not in the list is no member any more. ${REPLACE_ID}`,
    value: {
      schemas: [CORE],
      displayName: 'Sales',
      members: [{ value: ID_OF_A_USER, display: 'lotte.bakker@acme.example' }],
    },
  },
  empty: {
    summary: 'Take everybody out',
    value: { schemas: [CORE], displayName: 'Sales', members: [] },
  },
};

/** What clients change, each in its own way. */
export const GROUP_PATCHES: Examples = {
  rename: {
    summary: 'Rename: Okta sends this with every change of members too',
    value: patch({ op: 'replace', value: { displayName: 'Sales Benelux' } }),
  },
  removeByName: {
    summary: 'Take a member out by the name',
    value: patch({ op: 'remove', path: 'members[display eq "Mira Vos"]' }),
  },
  add: {
    summary: 'Add a member',
    description: `Who is a member already stays one. ${REPLACE_ID}`,
    value: patch({
      op: 'add',
      path: 'members',
      value: [{ value: ID_OF_A_USER, display: 'lotte.bakker@acme.example' }],
    }),
  },
  remove: {
    summary: 'Take a member out, as Okta does it',
    description: REPLACE_ID,
    value: patch({ op: 'remove', path: `members[value eq "${ID_OF_A_USER}"]` }),
  },
  entra: {
    summary: 'Take a member out, as Microsoft Entra ID does it',
    description: REPLACE_ID,
    value: patch({ op: 'Remove', path: 'members', value: [{ value: ID_OF_A_USER }] }),
  },
  replace: {
    summary: 'Push now: the full list of members',
    description: REPLACE_ID,
    value: patch({ op: 'replace', path: 'members', value: [{ value: ID_OF_A_USER }] }),
  },
};
