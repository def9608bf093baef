import { applyDecorators } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { parseSearchRequest } from '../protocol/list-query.js';
import { LIST_RESPONSE_URN, SEARCH_REQUEST_URN } from '../protocol/messages.js';
import type { ResourceType } from '../protocol/schema/attribute.js';
import { GROUP, USER } from '../protocol/schema/registry.js';
import { GROUP_EXAMPLE, GROUP_PAGE_EXAMPLE } from './group-examples.docs.js';
import { listRefusals, protocolRefusal } from './protocol-refusals.docs.js';
import { scimAnswer, scimBody, ScimRefuses } from './scim-operations.docs.js';
import { USER_EXAMPLE, USER_PAGE_EXAMPLE } from './user-examples.docs.js';
import { Operation } from '../../platform/http/operation.js';

export const search = (query: object) => ({ schemas: [SEARCH_REQUEST_URN], ...query });

export const why =
  'With POST, the search terms are in the body, so they do not appear in URLs and proxy logs.';

export const searchRefusals = (type: ResourceType) =>
  ScimRefuses(
    protocolRefusal('The body is not a JSON object.', () => parseSearchRequest([])),
    ...listRefusals(type),
  );

/** The OpenAPI texts of searching by POST. */
export const SearchDocs = {
  searchUsers: applyDecorators(
    ApiTags('SCIM Users'),
    Operation('Find users by POST', why),
    scimBody('ScimSearch', {
      familyName: {
        summary: 'People by part of their family name, sorted',
        value: search({ filter: 'name.familyName co "b"', sortBy: 'name.familyName', count: 10 }),
      },
    }),
    scimAnswer(200, 'A page of users.', { schema: 'ScimUserList', value: USER_PAGE_EXAMPLE }),
    searchRefusals(USER),
  ),
  searchGroups: applyDecorators(
    ApiTags('SCIM Groups'),
    Operation('Find groups by POST', why),
    scimBody('ScimSearch', {
      displayName: {
        summary: 'A group by name, without its members',
        value: search({ filter: 'displayName eq "Sales"', excludedAttributes: ['members'] }),
      },
    }),
    scimAnswer(200, 'A page of groups.', { schema: 'ScimGroupList', value: GROUP_PAGE_EXAMPLE }),
    searchRefusals(GROUP),
  ),
  searchAll: applyDecorators(
    ApiTags('SCIM Bulk and search'),
    Operation('Find users and groups together', why),
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
    searchRefusals(USER),
  ),
};
