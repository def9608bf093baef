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
  'The `id` of the group, as creating or finding it answers: try `GET /SCIM/v2/Groups` with the filter `displayName eq "Sales"`.',
  { demo: { summary: 'The group Sales of the demo data', value: DEMO_IDS.sales } },
);

const changedGroup = scimAnswer(200, 'The group as it is now.', {
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

const wrongGroup = scimRefusal(400, 'Something in the body cannot be taken; the answer names it.', {
  invalidValue: {
    summary: 'A member who is nobody',
    scimType: 'invalidValue',
    detail: 'No user of this account has the id "4711". Provision the user before adding them to a group.',
  },
});

/** What the OpenAPI document says about each operation on groups. */
export const GroupDocs = {
  list: applyDecorators(
    ApiOperation({
      summary: 'Find groups',
      description:
        'All groups of the account, or those that the filter fits, with their members. `excludedAttributes=members` leaves the members out, ' +
        'which is much faster for large groups. No match is an empty list, not an error.',
    }),
    listParameters(GROUP_FILTERS),
    scimAnswer(200, 'A page of groups.', { schema: 'ScimGroupList', value: GROUP_PAGE_EXAMPLE }),
    scimRefusal(400, 'The filter cannot be read.', {
      invalidFilter: {
        summary: 'An attribute that does not exist',
        scimType: 'invalidFilter',
        detail: '"name" is no attribute of Group (position 1).',
      },
    }),
  ),
  create: applyDecorators(
    ApiOperation({
      summary: 'Create a group',
      description:
        'Names of groups are unique in the account, whatever the letter case. Members are users that exist already.',
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
    ApiOperation({ summary: 'Read a group', description: 'With all its members, inactive ones too.' }),
    groupId,
    projectionParameters,
    scimAnswer(200, 'The group.', { schema: 'ScimGroup', value: GROUP_EXAMPLE, headers: VERSION_HEADERS }),
    ifNoneMatch(),
    unknownGroup,
  ),
  replace: applyDecorators(
    ApiOperation({
      summary: 'Replace a group',
      description: 'With its full list of members: a body without `members` takes everybody out.',
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
        'The operations are carried out in their order, all or none. Answers with the group only where `attributes` asks for it.',
    }),
    groupId,
    ifMatch,
    projectionParameters,
    scimBody('ScimPatch', GROUP_PATCHES),
    changedGroup,
    emptyAnswer(204, 'Done; no `attributes` were asked for.', VERSION_HEADERS),
    wrongGroup,
    unknownGroup,
    takenName,
  ),
  delete: applyDecorators(
    ApiOperation({ summary: 'Delete a group', description: 'Its members stay users of the account.' }),
    groupId,
    ifMatch,
    emptyAnswer(204, 'Deleted.'),
    unknownGroup,
  ),
};
