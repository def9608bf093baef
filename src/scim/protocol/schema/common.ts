import { type Attribute, complex, dateTime, reference, string } from './attribute.js';

/**
 * `id`, `externalId`, `meta` and `schemas`: part of every resource and of no schema (RFC 7643 §3 and §3.1).
 */
export const COMMON_ATTRIBUTES: readonly Attribute[] = [
  reference('schemas', 'The URNs of the schemas that the resource uses.', ['uri'], {
    multiValued: true,
    mutability: 'readOnly',
    returned: 'always',
  }),
  string('id', 'The identifier that the service assigned to the resource; it never changes.', {
    caseExact: true,
    mutability: 'readOnly',
    returned: 'always',
    uniqueness: 'server',
  }),
  string('externalId', 'The identifier of the resource in the provisioning client.', {
    caseExact: true,
    maxLength: 320,
  }),
  complex(
    'meta',
    'Metadata about the resource.',
    [
      string('resourceType', 'The name of the resource type.', { caseExact: true, mutability: 'readOnly' }),
      dateTime('created', 'When the resource was created.', { mutability: 'readOnly' }),
      dateTime('lastModified', 'When the resource was last changed.', { mutability: 'readOnly' }),
      reference('location', 'The URI of the resource.', ['uri'], { mutability: 'readOnly' }),
      string('version', 'The entity tag of the resource.', { caseExact: true, mutability: 'readOnly' }),
    ],
    { mutability: 'readOnly' },
  ),
];

/** The same for resources that clients cannot write, so that these have no `externalId`. */
export const READ_ONLY_COMMON: readonly Attribute[] = COMMON_ATTRIBUTES.filter(
  ({ mutability }) => mutability === 'readOnly',
);
