import { type Attribute, type Schema, string } from './attribute.js';

const readOnly = (name: string, description: string): Attribute =>
  string(name, description, { mutability: 'readOnly' });

/** A role, in the schema by which Okta's Entitlement Management finds what it can assign. */
export const ROLE_SCHEMA: Schema = {
  id: 'urn:okta:scim:schemas:core:1.0:Role',
  name: 'Role',
  description: 'A role that a user can have.',
  attributes: [
    readOnly('displayName', 'The name of the role.'),
    readOnly('description', 'What the role allows.'),
  ],
};

/** An entitlement, likewise. */
export const ENTITLEMENT_SCHEMA: Schema = {
  id: 'urn:okta:scim:schemas:core:1.0:Entitlement',
  name: 'Entitlement',
  description: 'What a user can have besides a role.',
  attributes: [
    readOnly('displayName', 'The name of the entitlement.'),
    string('type', 'The kind of the entitlement.', {
      mutability: 'readOnly',
      canonicalValues: ['organization'],
    }),
    readOnly('description', 'What the entitlement means.'),
  ],
};
