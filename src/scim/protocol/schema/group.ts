import { type Schema, multi, reference, string } from './attribute.js';

/** The Group (RFC 7643 §4.2). Its members are users only. */
export const GROUP_SCHEMA: Schema = {
  id: 'urn:ietf:params:scim:schemas:core:2.0:Group',
  formerId: 'urn:scim:schemas:core:1.0',
  name: 'Group',
  description: 'Group',
  attributes: [
    string('displayName', 'The name of the group; unique in the account, ignoring letter case.', {
      required: true,
      uniqueness: 'server',
      maxLength: 320,
      neverBlank: true,
    }),
    multi(
      'members',
      'The users in the group.',
      [
        string('value', 'The id of the user.', { caseExact: true, mutability: 'immutable', required: true }),
        reference('$ref', 'The URI of the user.', ['User'], { mutability: 'readOnly' }),
        string('type', 'The kind of member.', { mutability: 'immutable', canonicalValues: ['User'] }),
        string('display', 'The name of the user.', { mutability: 'readOnly' }),
      ],
      { detached: true },
    ),
  ],
};
