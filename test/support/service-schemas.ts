import { text, type AdvertisedAttribute } from './resource-validator.js';

const flag = (name: string, facts: Partial<AdvertisedAttribute> = {}) =>
  text(name, { type: 'boolean', ...facts });
const number = (name: string, facts: Partial<AdvertisedAttribute> = {}) =>
  text(name, { type: 'integer', ...facts });
const complex = (
  name: string,
  subAttributes: AdvertisedAttribute[],
  facts: Partial<AdvertisedAttribute> = {},
) => text(name, { type: 'complex', subAttributes, ...facts });

const optional = { required: false };
const list = { multiValued: true };

const META = complex('meta', [text('resourceType'), text('location', { type: 'reference' })]);

const SERVICE_PROVIDER_CONFIG = [
  META,
  text('documentationUri', { type: 'reference', ...optional }),
  complex('patch', [flag('supported')]),
  complex('bulk', [flag('supported'), number('maxOperations'), number('maxPayloadSize')]),
  complex('filter', [flag('supported'), number('maxResults')]),
  complex('changePassword', [flag('supported')]),
  complex('sort', [flag('supported')]),
  complex('etag', [flag('supported')]),
  complex('pagination', [
    flag('cursor'),
    flag('index'),
    text('defaultPaginationMethod', optional),
    number('defaultPageSize', optional),
    number('maxPageSize', optional),
    number('cursorTimeout', optional),
  ]),
  complex(
    'authenticationSchemes',
    [
      text('type'),
      text('name'),
      text('description'),
      text('specUri', { type: 'reference', ...optional }),
      text('documentationUri', { type: 'reference', ...optional }),
      flag('primary', optional),
    ],
    list,
  ),
];

const RESOURCE_TYPE = [
  META,
  text('id', optional),
  text('name'),
  text('description', optional),
  text('endpoint', { type: 'reference' }),
  text('schema', { type: 'reference' }),
  complex('schemaExtensions', [text('schema', { type: 'reference' }), flag('required')], {
    ...list,
    ...optional,
  }),
];

const ATTRIBUTE = [
  text('name'),
  text('type'),
  flag('multiValued'),
  text('description'),
  flag('required'),
  text('canonicalValues', { ...list, ...optional }),
  flag('caseExact'),
  text('mutability'),
  text('returned'),
  text('uniqueness'),
  text('referenceTypes', { ...list, ...optional }),
];

const ATTRIBUTES: AdvertisedAttribute[] = [
  ...ATTRIBUTE,
  complex('subAttributes', ATTRIBUTE, { ...list, ...optional }),
];

const SCHEMA = [META, text('id'), text('name'), text('description'), complex('attributes', ATTRIBUTES, list)];

/** The resources by which a service describes itself (RFC 7643 §5, §6 and §7, RFC 9865 §4), by their types. */
export const SERVICE_SCHEMAS: Readonly<Record<string, { id: string; attributes: AdvertisedAttribute[] }>> = {
  ServiceProviderConfig: {
    id: 'urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig',
    attributes: SERVICE_PROVIDER_CONFIG,
  },
  ResourceType: {
    id: 'urn:ietf:params:scim:schemas:core:2.0:ResourceType',
    attributes: RESOURCE_TYPE,
  },
  Schema: { id: 'urn:ietf:params:scim:schemas:core:2.0:Schema', attributes: SCHEMA },
};
