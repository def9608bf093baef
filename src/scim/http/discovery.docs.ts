import { applyDecorators } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';
import { resourceTypeResource, schemaResource } from '../protocol/discovery.js';
import { EXPENSE_USER_SCHEMA } from '../protocol/schema/expense-user.js';
import { RESOURCE_TYPES, SCHEMAS, USER } from '../protocol/schema/registry.js';
import { ownServiceProviderConfig, wholeList } from './discovery-answers.js';
import { unknownResourceType, unknownSchema } from './refusals.js';
import { scimAnswer, ScimRefuses } from './scim-operations.docs.js';
import { Operation } from '../../platform/http/operation.js';

const BASE_URL = 'https://app.declaree.com/SCIM/v2';

const CONFIG_EXAMPLE = ownServiceProviderConfig(BASE_URL);

/** The OpenAPI texts of the discovery endpoints. */
export const DiscoveryDocs = {
  serviceProviderConfig: applyDecorators(
    Operation(
      'Read what the service supports',
      'The supported parts of SCIM, and their limits (RFC 7643 §5).',
    ),
    scimAnswer(200, 'The features and limits.', {
      schema: 'ScimServiceProviderConfig',
      value: CONFIG_EXAMPLE,
    }),
  ),
  resourceTypes: applyDecorators(
    Operation('List the resource types', 'Users, groups, roles and entitlements, with their schemas.'),
    scimAnswer(200, 'All resource types.', {
      schema: 'ScimResourceTypeList',
      value: wholeList(RESOURCE_TYPES.map((type) => resourceTypeResource(type, BASE_URL))),
    }),
  ),
  resourceType: applyDecorators(
    Operation(
      'Read a resource type',
      "Also answers a schema by its URN, as Declaree's published guide says.",
    ),
    ApiParam({
      name: 'name',
      description: 'The name, or the URN of a schema.',
      schema: { type: 'string' },
      examples: { user: { summary: 'Users', value: USER.name } },
    }),
    scimAnswer(200, 'The resource type, or the schema.', {
      schema: ['ScimResourceType', 'ScimSchema'],
      value: resourceTypeResource(USER, BASE_URL),
    }),
    ScimRefuses(unknownResourceType),
  ),
  schemas: applyDecorators(
    Operation(
      'List the schemas',
      'All attributes with their characteristics, exactly as the service handles them (RFC 7643 §7).',
    ),
    scimAnswer(200, 'All schemas.', {
      schema: 'ScimSchemaList',
      value: wholeList(SCHEMAS.map((schema) => schemaResource(schema, BASE_URL))),
    }),
  ),
  schema: applyDecorators(
    Operation('Read a schema', 'One schema, by its URN.'),
    ApiParam({
      name: 'urn',
      description: 'The URN of the schema.',
      schema: { type: 'string' },
      examples: { expense: { summary: "Declaree's extension of users", value: EXPENSE_USER_SCHEMA.id } },
    }),
    scimAnswer(200, 'The schema.', {
      schema: 'ScimSchema',
      value: schemaResource(EXPENSE_USER_SCHEMA, BASE_URL),
    }),
    ScimRefuses(unknownSchema),
  ),
};
