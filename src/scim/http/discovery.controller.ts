import { Get, Param, UseGuards } from '@nestjs/common';
import { resourceTypeResource, schemaResource } from '../protocol/discovery.js';
import { findResourceType, findSchema, RESOURCE_TYPES, SCHEMAS } from '../protocol/schema/registry.js';
import type { ScimObject } from '../protocol/value.js';
import type { Answer, ScimContext } from '../resources/resource-handler.js';
import { ownServiceProviderConfig, wholeList } from './discovery-answers.js';
import { DiscoveryDocs } from './discovery.docs.js';
import { Scim } from './scim-context.js';
import { ScimEndpoint } from './scim-endpoint.js';
import { ScimOperations } from './scim-operations.docs.js';
import { UnfilteredGuard } from './unfiltered.guard.js';
import { unknownResourceType, unknownSchema } from './refusals.js';

/** Describes the service, from the same tables that it runs on (RFC 7644 §4). */
@ScimOperations('SCIM Discovery')
@UseGuards(UnfilteredGuard)
@ScimEndpoint()
export class DiscoveryController {
  @Get('ServiceProviderConfig')
  @DiscoveryDocs.serviceProviderConfig
  serviceProviderConfig(@Scim() { baseUrl }: ScimContext): Answer {
    return ok(ownServiceProviderConfig(baseUrl));
  }

  @Get('ResourceTypes')
  @DiscoveryDocs.resourceTypes
  resourceTypes(@Scim() { baseUrl }: ScimContext): Answer {
    return ok(wholeList(RESOURCE_TYPES.map((type) => resourceTypeResource(type, baseUrl))));
  }

  /** Also answers a schema by its URN, as Declaree's published guide says. */
  @Get('ResourceTypes/:name')
  @DiscoveryDocs.resourceType
  resourceType(@Scim() { baseUrl }: ScimContext, @Param('name') name: string): Answer {
    const type = findResourceType(name);
    if (type) return ok(resourceTypeResource(type, baseUrl));
    const schema = findSchema(name);
    if (schema) return ok(schemaResource(schema, baseUrl));
    throw unknownResourceType(name);
  }

  @Get('Schemas')
  @DiscoveryDocs.schemas
  schemas(@Scim() { baseUrl }: ScimContext): Answer {
    return ok(wholeList(SCHEMAS.map((schema) => schemaResource(schema, baseUrl))));
  }

  @Get('Schemas/:urn')
  @DiscoveryDocs.schema
  schema(@Scim() { baseUrl }: ScimContext, @Param('urn') urn: string): Answer {
    const schema = findSchema(urn);
    if (schema) return ok(schemaResource(schema, baseUrl));
    throw unknownSchema(urn);
  }
}

const ok = (body: ScimObject): Answer => ({ status: 200, body });
