import { applyDecorators } from '@nestjs/common';
import { DEMO_IDS } from '../../common/demo-ids.js';
import { groupAsMember, groupNameTaken, unknownGroup, unknownMember } from '../../groups/refusals.js';
import { GROUP } from '../protocol/schema/registry.js';
import {
  GROUP_EXAMPLE,
  GROUP_FILTERS,
  GROUP_PAGE_EXAMPLE,
  GROUP_PATCHES,
  NEW_GROUPS,
  REPLACED_GROUPS,
} from './group-examples.docs.js';
import { resourceDocs } from './resource-operations.docs.js';
import { emptyAnswer, VERSION_HEADERS } from './scim-operations.docs.js';

const WRITTEN = [unknownMember, groupAsMember, groupNameTaken];

const docs = resourceDocs({
  type: GROUP,
  texts: {
    list: [
      'Find groups',
      'All groups of the account, or those that match the filter, with their members. `excludedAttributes=members` omits the members, ' +
        'which is much faster for large groups. If nothing matches, the list is empty.',
    ],
    create: [
      'Create a group',
      'Group names are unique in the account, ignoring letter case. Members must be existing users.',
    ],
    get: ['Read a group', 'With all its members, including inactive ones.'],
    replace: [
      'Replace a group',
      'The body has the full list of members: without `members`, all members are removed.',
    ],
    patch: [
      'Rename a group, add and remove members',
      'The operations run in order, all or none. The answer contains the group only if the request has `attributes`.',
    ],
    delete: ['Delete a group', 'Its members remain users of the account.'],
  },
  id: {
    filter: 'displayName eq "Sales"',
    example: { demo: { summary: 'The group Sales of the demo data', value: DEMO_IDS.sales } },
  },
  resource: GROUP_EXAMPLE,
  page: GROUP_PAGE_EXAMPLE,
  filters: GROUP_FILTERS,
  created: NEW_GROUPS,
  replaced: REPLACED_GROUPS,
  patched: GROUP_PATCHES,
  refusals: { created: WRITTEN, changed: WRITTEN, deleted: [], unknown: unknownGroup },
});

/** The OpenAPI texts of each operation on groups. */
export const GroupDocs = {
  ...docs,
  patch: applyDecorators(
    docs.patch,
    emptyAnswer(204, 'Done; the request has no `attributes`.', VERSION_HEADERS),
  ),
};
