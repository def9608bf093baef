import { applyDecorators } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { LIST_RESPONSE_URN, SEARCH_REQUEST_URN } from '../protocol/messages.js';
import { GROUP_EXAMPLE, GROUP_PAGE_EXAMPLE } from './group-examples.docs.js';
import { scimAnswer, scimBody, scimRefusal } from './scim-operations.docs.js';
import { USER_EXAMPLE, USER_PAGE_EXAMPLE } from './user-examples.docs.js';

const search = (query: object) => ({ schemas: [SEARCH_REQUEST_URN], ...query });

const why = 'With POST, the search terms are in the body, so they do not appear in URLs and proxy logs.';

const unreadable = scimRefusal(400, 'The filter or sort order is invalid.', {
  invalidFilter: {
    summary: 'An incomplete filter',
    scimType: 'invalidFilter',
    detail: 'Expected an operator but found the end at position 12.',
  },
});

/** The OpenAPI texts of searching by POST. */
export const SearchDocs = {
  searchUsers: applyDecorators(
    ApiTags('SCIM Users'),
    ApiOperation({ summary: 'Find users by POST', description: why }),
    scimBody('ScimSearch', {
      familyName: {
        summary: 'People by part of their family name, sorted',
        value: search({ filter: 'name.familyName co "b"', sortBy: 'name.familyName', count: 10 }),
      },
    }),
    scimAnswer(200, 'A page of users.', { schema: 'ScimUserList', value: USER_PAGE_EXAMPLE }),
    unreadable,
  ),
  searchGroups: applyDecorators(
    ApiTags('SCIM Groups'),
    ApiOperation({ summary: 'Find groups by POST', description: why }),
    scimBody('ScimSearch', {
      displayName: {
        summary: 'A group by name, without its members',
        value: search({ filter: 'displayName eq "Sales"', excludedAttributes: ['members'] }),
      },
    }),
    scimAnswer(200, 'A page of groups.', { schema: 'ScimGroupList', value: GROUP_PAGE_EXAMPLE }),
    unreadable,
  ),
  searchAll: applyDecorators(
    ApiTags('SCIM Bulk and search'),
    ApiOperation({ summary: 'Find users and groups together', description: why }),
    scimBody('ScimSearch', {
      displayName: {
        summary: 'Everything whose name begins with "s"',
        value: search({ filter: 'displayName sw "s"', attributes: ['displayName'] }),
      },
    }),
    scimAnswer(200, 'A page of users and groups.', {
      schema: 'ScimList',
      value: {
        schemas: [LIST_RESPONSE_URN],
        totalResults: 2,
        startIndex: 1,
        itemsPerPage: 2,
        Resources: [USER_EXAMPLE, GROUP_EXAMPLE],
      },
    }),
    unreadable,
  ),
};
