import { applyDecorators } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { DEMO_IDS } from '../../common/demo-ids.js';
import {
  GROUP_EXAMPLE,
  GROUP_FILTERS,
  GROUP_PAGE_EXAMPLE,
  GROUP_PATCHES,
  NEW_GROUPS,
  REPLACED_GROUPS,
} from './group-examples.docs.js';
import { listParameters, projectionParameters } from './list-query.docs.js';
import {
  CREATED_HEADERS,
  emptyAnswer,
  idParameter,
  ifMatch,
  ifNoneMatch,
  scimAnswer,
  scimBody,
  scimRefusal,
  VERSION_HEADERS,
} from './scim-operations.docs.js';

const groupId = idParameter(
  'The `id` of the group, from creating or finding it: try `GET /SCIM/v2/Groups` with the filter `displayName eq "Sales"`.',
  { demo: { summary: 'The group Sales of the demo data', value: DEMO_IDS.sales } },
);

const changedGroup = scimAnswer(200, 'The changed group.', {
  schema: 'ScimGroup',
  value: GROUP_EXAMPLE,
  headers: VERSION_HEADERS,
});

const unknownGroup = scimRefusal(404, 'No group of the account has this id.', {
  unknown: {
    summary: 'Unknown id',
    detail: 'There is no group with the id "4711" in this account.',
  },
});

const takenName = scimRefusal(409, 'Another group of the account has this name, in any letter case.', {
  uniqueness: {
    summary: 'The name is taken',
    scimType: 'uniqueness',
    detail:
      'A group named "Approvers" already exists in this account: it has the id "019a4c1e-5c02-7b6e-a1d3-90f8e7d6c5b4".',
  },
});

const wrongGroup = scimRefusal(400, 'The body is invalid; the answer says what is wrong.', {
  invalidValue: {
    summary: 'A member who does not exist',
    scimType: 'invalidValue',
    detail: 'No user of this account has the id "4711". Provision the user before adding them to a group.',
  },
});

/** The OpenAPI texts of each operation on groups. */
export const GroupDocs = {
  list: applyDecorators(
    ApiOperation({
      summary: 'Find groups',
      description:
        'All groups of the account, or those that match the filter, with their members. `excludedAttributes=members` omits the members, ' +
        'which is much faster for large groups. If nothing matches, the list is empty.',
    }),
    listParameters(GROUP_FILTERS),
    scimAnswer(200, 'A page of groups.', { schema: 'ScimGroupList', value: GROUP_PAGE_EXAMPLE }),
    scimRefusal(400, 'The filter is invalid.', {
      invalidFilter: {
        summary: 'An attribute that does not exist',
        scimType: 'invalidFilter',
        detail: '"name" is not an attribute of Group (position 1).',
      },
    }),
  ),
  create: applyDecorators(
    ApiOperation({
      summary: 'Create a group',
      description:
        'Group names are unique in the account, ignoring letter case. Members must be existing users.',
    }),
    projectionParameters,
    scimBody('ScimGroup', NEW_GROUPS),
    scimAnswer(201, 'The new group, with its `id`.', {
      schema: 'ScimGroup',
      value: GROUP_EXAMPLE,
      headers: CREATED_HEADERS,
    }),
    wrongGroup,
    takenName,
  ),
  get: applyDecorators(
    ApiOperation({ summary: 'Read a group', description: 'With all its members, including inactive ones.' }),
    groupId,
    projectionParameters,
    scimAnswer(200, 'The group.', { schema: 'ScimGroup', value: GROUP_EXAMPLE, headers: VERSION_HEADERS }),
    ifNoneMatch(),
    unknownGroup,
  ),
  replace: applyDecorators(
    ApiOperation({
      summary: 'Replace a group',
      description: 'The body has the full list of members: without `members`, all members are removed.',
    }),
    groupId,
    ifMatch,
    projectionParameters,
    scimBody('ScimGroup', REPLACED_GROUPS),
    changedGroup,
    wrongGroup,
    unknownGroup,
    takenName,
  ),
  patch: applyDecorators(
    ApiOperation({
      summary: 'Rename a group, add and remove members',
      description:
        'The operations run in order, all or none. The answer contains the group only if the request has `attributes`.',
    }),
    groupId,
    ifMatch,
    projectionParameters,
    scimBody('ScimPatch', GROUP_PATCHES),
    changedGroup,
    emptyAnswer(204, 'Done; the request has no `attributes`.', VERSION_HEADERS),
    wrongGroup,
    unknownGroup,
    takenName,
  ),
  delete: applyDecorators(
    ApiOperation({ summary: 'Delete a group', description: 'Its members remain users of the account.' }),
    groupId,
    ifMatch,
    emptyAnswer(204, 'Deleted.'),
    unknownGroup,
  ),
};
