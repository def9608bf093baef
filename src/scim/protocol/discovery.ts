import { type Attribute, type ResourceType, type Schema } from './schema/attribute.js';
import { RESOURCE_TYPES } from './schema/registry.js';
import { type ScimObject } from './value.js';

export const SCHEMA_URN = 'urn:ietf:params:scim:schemas:core:2.0:Schema';
export const RESOURCE_TYPE_URN = 'urn:ietf:params:scim:schemas:core:2.0:ResourceType';
export const SERVICE_PROVIDER_CONFIG_URN = 'urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig';

/** A schema as `/Schemas` shows it (RFC 7643 §7). `baseUrl` is the SCIM service's, without a trailing slash. */
export function schemaResource(schema: Schema, baseUrl: string): ScimObject {
  return {
    schemas: [SCHEMA_URN],
    id: schema.id,
    name: schema.name,
    description: schema.description,
    attributes: [...mappedCommon(schema), ...schema.attributes].map(describe),
    meta: { resourceType: 'Schema', location: `${baseUrl}/Schemas/${schema.id}` },
  };
}

/**
 * Common attributes that clients write: `externalId`. RFC 7643 §3.1 does not put them in a schema, but Microsoft's
 * gallery test looks up every attribute that it maps in the schema of its resource type.
 */
function mappedCommon(schema: Schema): Attribute[] {
  const type = RESOURCE_TYPES.find((each) => each.schema === schema);
  return (type?.common ?? []).filter(({ mutability }) => mutability === 'readWrite');
}

function describe(attribute: Attribute): ScimObject {
  const { name, type, multiValued, description, required, caseExact } = attribute;
  const { mutability, returned, uniqueness } = attribute;
  return {
    name,
    type,
    multiValued,
    description,
    required,
    ...(attribute.canonicalValues && { canonicalValues: [...attribute.canonicalValues] }),
    caseExact,
    mutability,
    returned,
    uniqueness,
    ...(attribute.referenceTypes && { referenceTypes: [...attribute.referenceTypes] }),
    ...(attribute.subAttributes && { subAttributes: attribute.subAttributes.map(describe) }),
  };
}

/** A resource type as `/ResourceTypes` shows it (RFC 7643 §6). */
export function resourceTypeResource(type: ResourceType, baseUrl: string): ScimObject {
  return {
    schemas: [RESOURCE_TYPE_URN],
    id: type.name,
    name: type.name,
    endpoint: type.endpoint,
    description: type.description,
    schema: type.schema.id,
    schemaExtensions: type.extensions.map(({ id }) => ({ schema: id, required: false })),
    meta: { resourceType: 'ResourceType', location: `${baseUrl}/ResourceTypes/${type.name}` },
  };
}

/** The features of the service. */
export interface Capabilities {
  readonly baseUrl: string;
  readonly patch: boolean;
  readonly bulk: {
    readonly supported: boolean;
    readonly maxOperations: number;
    readonly maxPayloadSize: number;
  };
  readonly filter: { readonly supported: boolean; readonly maxResults: number };
  readonly changePassword: boolean;
  readonly sort: boolean;
  readonly etag: boolean;
  /** RFC 9865 §4; `cursorTimeout` in seconds. */
  readonly pagination: {
    readonly cursor: boolean;
    readonly index: boolean;
    readonly defaultPaginationMethod: 'cursor' | 'index';
    readonly defaultPageSize: number;
    readonly maxPageSize: number;
    readonly cursorTimeout?: number;
  };
}

/**
 * The ServiceProviderConfig (RFC 7643 §5). It has every required sub-attribute, even for unsupported features:
 * without them, authentik assumes that the server supports nothing.
 */
export function serviceProviderConfig(capabilities: Capabilities): ScimObject {
  const { baseUrl, patch, bulk, filter, changePassword, sort, etag } = capabilities;
  return {
    schemas: [SERVICE_PROVIDER_CONFIG_URN],
    patch: { supported: patch },
    bulk: { ...bulk },
    filter: { ...filter },
    changePassword: { supported: changePassword },
    sort: { supported: sort },
    etag: { supported: etag },
    pagination: { ...capabilities.pagination },
    authenticationSchemes: AUTHENTICATION_SCHEMES.map((scheme) => ({ ...scheme })),
    meta: { resourceType: 'ServiceProviderConfig', location: `${baseUrl}/ServiceProviderConfig` },
  };
}

const AUTHENTICATION_SCHEMES = [
  {
    type: 'httpbasic',
    name: 'HTTP Basic',
    description: 'The userName and password of an admin of the account.',
    specUri: 'https://www.rfc-editor.org/info/rfc7617',
    primary: true,
  },
  {
    type: 'oauthbearertoken',
    name: 'API key',
    description: 'An API key of an admin of the account, as a bearer token.',
    specUri: 'https://www.rfc-editor.org/info/rfc6750',
    primary: false,
  },
  {
    type: 'oauth2',
    name: 'OAuth 2.0',
    description: 'An access token of a connection of the account, from /oauth/token, as a bearer token.',
    specUri: 'https://www.rfc-editor.org/info/rfc6749',
    primary: false,
  },
];
