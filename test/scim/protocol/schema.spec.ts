import { describe, expect, it } from 'vitest';
import {
  RESOURCE_TYPE_URN,
  SCHEMA_URN,
  SERVICE_PROVIDER_CONFIG_URN,
  resourceTypeResource,
  schemaResource,
  serviceProviderConfig,
} from '../../../src/scim/protocol/discovery.js';
import { findAttribute } from '../../../src/scim/protocol/schema/attribute.js';
import { ENTERPRISE_USER_SCHEMA } from '../../../src/scim/protocol/schema/enterprise-user.js';
import { EXPENSE_USER_SCHEMA } from '../../../src/scim/protocol/schema/expense-user.js';
import { GROUP_SCHEMA } from '../../../src/scim/protocol/schema/group.js';
import { ENTITLEMENT_SCHEMA, ROLE_SCHEMA } from '../../../src/scim/protocol/schema/okta.js';
import {
  GROUP,
  RESOURCE_TYPES,
  SCHEMAS,
  USER,
  findResourceType,
  findSchema,
} from '../../../src/scim/protocol/schema/registry.js';
import { USER_SCHEMA } from '../../../src/scim/protocol/schema/user.js';

const BASE = 'https://app.example/SCIM/v2';

function namesOf(attributes: readonly { name: string }[] | undefined): string[] {
  return (attributes ?? []).map(({ name }) => name);
}

describe('the schemas (RFC 7643 §4, §8.7.1)', () => {
  it('has every attribute of the core User', () => {
    expect(namesOf(USER_SCHEMA.attributes)).toEqual(
      [
        'userName name displayName nickName profileUrl title userType preferredLanguage locale timezone active password',
        'emails phoneNumbers ims photos addresses groups entitlements roles x509Certificates',
      ].flatMap((line) => line.split(' ')),
    );
  });

  it.each([
    ['name', 'formatted familyName givenName middleName honorificPrefix honorificSuffix'],
    ['emails', 'value display type primary'],
    ['addresses', 'formatted streetAddress locality region postalCode country type primary'],
    ['groups', 'value $ref display type'],
    ['x509Certificates', 'value display type primary'],
  ])('has the sub-attributes of %s', (name, expected) => {
    expect(namesOf(findAttribute(USER_SCHEMA.attributes, name)?.subAttributes)).toEqual(expected.split(' '));
  });

  it.each([
    [USER_SCHEMA, 'userName', { required: true, caseExact: false, uniqueness: 'server' }],
    [USER_SCHEMA, 'password', { mutability: 'writeOnly', returned: 'never' }],
    [USER_SCHEMA, 'groups', { mutability: 'readOnly', multiValued: true }],
    [GROUP_SCHEMA, 'displayName', { required: true, caseExact: false, uniqueness: 'server' }],
    [ENTERPRISE_USER_SCHEMA, 'manager', { type: 'complex', multiValued: false }],
    [EXPENSE_USER_SCHEMA, 'role', { canonicalValues: ['employee', 'approver', 'accountant', 'controller'] }],
  ])('has the characteristics that the service follows: %#', (schema, name, characteristics) => {
    expect(findAttribute(schema.attributes, name)).toMatchObject(characteristics);
  });

  it.each(['id', 'externalId'])('compares the common %s case-sensitively (RFC 7643 §3.1)', (name) => {
    expect(findAttribute(USER.common, name)?.caseExact).toBe(true);
  });

  it('finds schemas and resource types in any letter case', () => {
    expect(findSchema(USER_SCHEMA.id.toUpperCase())).toBe(USER_SCHEMA);
    expect(findSchema('urn:scim:schemas:core:1.0')).toBeUndefined();
    expect(findResourceType('group')).toBe(GROUP);
    expect(findResourceType('Device')).toBeUndefined();
  });
});

describe('discovery (RFC 7643 §5 to §7)', () => {
  it('publishes each schema with every characteristic and no nulls', () => {
    const published = SCHEMAS.map((schema) => schemaResource(schema, BASE));
    expect(JSON.stringify(published)).not.toContain('null');
    expect(published.map(({ id }) => id)).toEqual([
      USER_SCHEMA.id,
      ENTERPRISE_USER_SCHEMA.id,
      EXPENSE_USER_SCHEMA.id,
      GROUP_SCHEMA.id,
      ROLE_SCHEMA.id,
      ENTITLEMENT_SCHEMA.id,
    ]);
    expect(published[0]).toMatchObject({
      schemas: [SCHEMA_URN],
      meta: { resourceType: 'Schema', location: `${BASE}/Schemas/${USER_SCHEMA.id}` },
    });
  });

  it('describes an attribute only by the characteristics of RFC 7643 §7', () => {
    const { attributes } = schemaResource(GROUP_SCHEMA, BASE);
    const [externalId, displayName, members] = attributes as Record<string, unknown>[];
    expect(externalId).toMatchObject({ name: 'externalId', caseExact: true, mutability: 'readWrite' });
    expect(displayName).toEqual({
      name: 'displayName',
      type: 'string',
      multiValued: false,
      description: expect.any(String),
      required: true,
      caseExact: false,
      mutability: 'readWrite',
      returned: 'default',
      uniqueness: 'server',
    });
    expect(Object.keys(members ?? {})).not.toContain('detached');
    expect(members).toMatchObject({
      subAttributes: [
        { name: 'value' },
        { name: '$ref', referenceTypes: ['User'] },
        { name: 'type', canonicalValues: ['User'] },
        { name: 'display' },
      ],
    });
  });

  it('lists externalId with users and groups, for clients that look up what they map', () => {
    const listed = SCHEMAS.filter((schema) => {
      const { attributes } = schemaResource(schema, BASE);
      return namesOf(attributes as never).includes('externalId');
    });
    expect(listed).toEqual([USER_SCHEMA, GROUP_SCHEMA]);
  });

  it('publishes the resource types with their optional extensions', () => {
    expect(RESOURCE_TYPES.map((type) => resourceTypeResource(type, BASE))).toMatchObject([
      {
        schemas: [RESOURCE_TYPE_URN],
        id: 'User',
        endpoint: '/Users',
        schema: USER_SCHEMA.id,
        schemaExtensions: [
          { schema: ENTERPRISE_USER_SCHEMA.id, required: false },
          { schema: EXPENSE_USER_SCHEMA.id, required: false },
        ],
        meta: { location: `${BASE}/ResourceTypes/User` },
      },
      { id: 'Group', endpoint: '/Groups', schema: GROUP_SCHEMA.id, schemaExtensions: [] },
      { id: 'Role', endpoint: '/Roles', schema: ROLE_SCHEMA.id, schemaExtensions: [] },
      { id: 'Entitlement', endpoint: '/Entitlements', schema: ENTITLEMENT_SCHEMA.id, schemaExtensions: [] },
    ]);
  });

  it('describes the service, including required sub-attributes of unsupported features', () => {
    const capabilities = {
      baseUrl: BASE,
      patch: true,
      bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
      filter: { supported: true, maxResults: 1000 },
      changePassword: true,
      sort: true,
      etag: true,
      pagination: {
        cursor: true,
        index: true,
        defaultPaginationMethod: 'index',
        defaultPageSize: 100,
        maxPageSize: 1000,
      },
    } as const;
    expect(serviceProviderConfig(capabilities)).toMatchObject({
      schemas: [SERVICE_PROVIDER_CONFIG_URN],
      patch: { supported: true },
      bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
      filter: { supported: true, maxResults: 1000 },
      changePassword: { supported: true },
      sort: { supported: true },
      etag: { supported: true },
      pagination: { cursor: true, index: true, defaultPaginationMethod: 'index' },
      authenticationSchemes: [
        { type: 'httpbasic', name: expect.any(String), description: expect.any(String), primary: true },
        { type: 'oauthbearertoken', name: expect.any(String), description: expect.any(String) },
        { type: 'oauth2', name: expect.any(String), description: expect.any(String) },
      ],
    });
  });
});
