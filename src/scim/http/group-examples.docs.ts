import { DEMO_IDS } from '../../common/demo-ids.js';
import { LIST_RESPONSE_URN, PATCH_OP_URN } from '../protocol/messages.js';
import { GROUP_SCHEMA } from '../protocol/schema/group.js';
import type { Examples } from './scim-operations.docs.js';

const BASE_URL = 'https://app.declaree.com/SCIM/v2';
const { lotte: LOTTE, sales: SALES } = DEMO_IDS;

const CORE = GROUP_SCHEMA.id;

const patch = (...operations: object[]) => ({ schemas: [PATCH_OP_URN], Operations: operations });

/** A group of the demo data as the service answers it, without `$ref`. */
export const GROUP_EXAMPLE = {
  schemas: [CORE],
  id: SALES,
  displayName: 'Sales',
  members: [{ value: LOTTE, display: 'Lotte Bakker', type: 'User' }],
  meta: {
    resourceType: 'Group',
    created: '2026-11-02T08:31:00.000Z',
    lastModified: '2026-11-16T14:06:40.000Z',
    location: `${BASE_URL}/Groups/${SALES}`,
    version: 'W/"2"',
  },
};

/** A page with that group only. */
export const GROUP_PAGE_EXAMPLE = {
  schemas: [LIST_RESPONSE_URN],
  totalResults: 1,
  startIndex: 1,
  itemsPerPage: 1,
  Resources: [GROUP_EXAMPLE],
};

/** Example filters on groups. */
export const GROUP_FILTERS: Examples = {
  all: { summary: 'No filter: every group', value: '' },
  displayName: {
    summary: 'One group by name, as Okta and Entra ID look it up',
    value: 'displayName eq "Sales"',
  },
  member: { summary: 'Groups with a member of that name', value: 'members[display eq "Mira Vos"]' },
};

/** New groups as identity providers push them. */
export const NEW_GROUPS: Examples = {
  empty: {
    summary: 'A group without members',
    value: { schemas: [CORE], displayName: 'Finance BE', members: [] },
  },
  okta: {
    summary: 'Okta pushes a group',
    value: {
      schemas: [CORE],
      displayName: 'Finance NL',
      members: [{ value: LOTTE, display: 'lotte.bakker@acme.example' }],
    },
  },
};

/** Groups as Okta pushes them with PUT. */
export const REPLACED_GROUPS: Examples = {
  okta: {
    summary: 'Okta pushes the full list of members',
    description: 'Users who are not in the list are removed.',
    value: {
      schemas: [CORE],
      displayName: 'Sales',
      members: [{ value: LOTTE, display: 'lotte.bakker@acme.example' }],
    },
  },
  empty: {
    summary: 'Remove all members',
    value: { schemas: [CORE], displayName: 'Sales', members: [] },
  },
};

/** Changes as different clients send them. */
export const GROUP_PATCHES: Examples = {
  rename: {
    summary: 'Rename; Okta also sends this with every change of members',
    value: patch({ op: 'replace', value: { displayName: 'Sales Benelux' } }),
  },
  removeByName: {
    summary: 'Remove a member by name',
    value: patch({ op: 'remove', path: 'members[display eq "Mira Vos"]' }),
  },
  add: {
    summary: 'Add a member',
    description: 'Existing members are not affected.',
    value: patch({
      op: 'add',
      path: 'members',
      value: [{ value: LOTTE, display: 'lotte.bakker@acme.example' }],
    }),
  },
  remove: {
    summary: 'Remove a member, as Okta does',
    value: patch({ op: 'remove', path: `members[value eq "${LOTTE}"]` }),
  },
  entra: {
    summary: 'Remove a member, as Microsoft Entra ID does',
    value: patch({ op: 'Remove', path: 'members', value: [{ value: LOTTE }] }),
  },
  replace: {
    summary: 'Push the full list of members',
    value: patch({ op: 'replace', path: 'members', value: [{ value: LOTTE }] }),
  },
};
