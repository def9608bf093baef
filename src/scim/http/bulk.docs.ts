import { applyDecorators } from '@nestjs/common';
import { DEMO_IDS } from '../../common/demo-ids.js';
import { groupNameTaken } from '../../groups/refusals.js';
import { parseBulkRequest } from '../protocol/bulk.js';
import { BULK_REQUEST_URN, BULK_RESPONSE_URN } from '../protocol/messages.js';
import { GROUP_SCHEMA } from '../protocol/schema/group.js';
import { USER_SCHEMA } from '../protocol/schema/user.js';
import { MAX_BULK_OPERATIONS } from '../resources/bulk.handler.js';
import { protocolRefusal } from './protocol-refusals.docs.js';
import { renderScimError } from './scim-errors.js';
import { scimAnswer, scimBody, ScimRefuses } from './scim-operations.docs.js';
import { Operation } from '../../platform/http/operation.js';

const BASE_URL = 'https://app.declaree.com/SCIM/v2';

const REQUEST = {
  schemas: [BULK_REQUEST_URN],
  failOnErrors: 1,
  Operations: [
    {
      method: 'POST',
      path: '/Users',
      bulkId: 'emma',
      data: { schemas: [USER_SCHEMA.id], userName: 'emma.wouters@acme.example' },
    },
    {
      method: 'POST',
      path: '/Groups',
      bulkId: 'travellers',
      data: {
        schemas: [GROUP_SCHEMA.id],
        displayName: 'Travellers',
        members: [{ value: 'bulkId:emma' }],
      },
    },
  ],
};

const RESPONSE = {
  schemas: [BULK_RESPONSE_URN],
  Operations: [
    {
      method: 'POST',
      bulkId: 'emma',
      version: 'W/"1"',
      location: `${BASE_URL}/Users/019a4c1e-5b7d-7c31-9e02-7a1f4c6d8b90`,
      status: '201',
    },
    {
      method: 'POST',
      bulkId: 'travellers',
      status: '409',
      response: renderScimError(groupNameTaken('Travellers', DEMO_IDS.sales)).body,
    },
  ],
};

/** What the OpenAPI document says about bulk requests. */
export const BulkDocs = {
  process: applyDecorators(
    Operation(
      'Make several changes in one request',
      'Creates, replaces, changes and deletes users and groups. Each operation is atomic; if one fails, the others are not undone. ' +
        'To refer to a resource that is created in the same request, use `bulkId:` and its `bulkId`.',
    ),
    scimBody('ScimBulk', {
      group: { summary: 'A user, and a group with that user in it', value: REQUEST },
    }),
    scimAnswer(200, 'The result of each operation, with its own status.', {
      schema: 'ScimBulkResponse',
      value: RESPONSE,
    }),
    ScimRefuses(
      protocolRefusal('The body is not a bulk request.', () => parseBulkRequest({}, MAX_BULK_OPERATIONS)),
      protocolRefusal('`failOnErrors` is invalid.', () =>
        parseBulkRequest({ Operations: [], failOnErrors: 0 }, MAX_BULK_OPERATIONS),
      ),
      protocolRefusal('The request has too many operations.', () =>
        parseBulkRequest({ Operations: Array(MAX_BULK_OPERATIONS + 1) }, MAX_BULK_OPERATIONS),
      ),
    ),
  ),
};
