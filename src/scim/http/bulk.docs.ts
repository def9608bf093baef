import { applyDecorators } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { BULK_REQUEST_URN, BULK_RESPONSE_URN, errorBody } from '../protocol/messages.js';
import { GROUP_SCHEMA } from '../protocol/schema/group.js';
import { USER_SCHEMA } from '../protocol/schema/user.js';
import { MAX_BULK_OPERATIONS } from '../resources/bulk.handler.js';
import { scimAnswer, scimBody, scimRefusal } from './scim-operations.docs.js';

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
      response: errorBody({
        status: 409,
        scimType: 'uniqueness',
        detail:
          'A group named "Travellers" already exists in this account: it has the id "019a4c1e-5c02-7b6e-a1d3-90f8e7d6c5b4".',
      }),
    },
  ],
};

/** What the OpenAPI document says about bulk requests. */
export const BulkDocs = {
  process: applyDecorators(
    ApiOperation({
      summary: 'Make several changes in one request',
      description:
        'Creates, replaces, changes and deletes users and groups. Each operation is atomic; if one fails, the others are not undone. ' +
        'To refer to a resource that is created in the same request, use `bulkId:` and its `bulkId`.',
    }),
    scimBody('ScimBulk', {
      group: { summary: 'A user, and a group with that user in it', value: REQUEST },
    }),
    scimAnswer(200, 'The result of each operation, with its own status.', {
      schema: 'ScimBulkResponse',
      value: RESPONSE,
    }),
    scimRefusal(400, 'The body is not a bulk request.', {
      invalidSyntax: {
        summary: 'Operations are missing',
        scimType: 'invalidSyntax',
        detail: 'The body must be a JSON object with Operations, an array.',
      },
    }),
    scimRefusal(413, 'The request has too many operations.', {
      tooMany: {
        summary: 'Too many operations',
        detail: `A bulk request takes at most ${MAX_BULK_OPERATIONS} operations; split it.`,
      },
    }),
  ),
};
