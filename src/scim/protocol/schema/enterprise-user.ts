import { type Schema, complex, reference, string } from './attribute.js';

/**
 * The enterprise User extension (RFC 7643 §4.3). `manager.managerId` is SCIM 1.1's name, which Declaree's
 * published examples use: the manager's `externalId`, where `manager.value` is an id.
 */
export const ENTERPRISE_USER_SCHEMA: Schema = {
  id: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User',
  formerId: 'urn:scim:schemas:extension:enterprise:1.0',
  name: 'EnterpriseUser',
  description: 'Enterprise User',
  attributes: [
    string('employeeNumber', 'The identifier that the organization assigned to the user.'),
    string('costCenter', 'The name or code of the cost center.'),
    string('organization', 'The name of the organization that the user works for.'),
    string('division', 'The name of the division.'),
    string('department', 'The name or code of the department.'),
    complex('manager', "The user's manager.", [
      string('value', "The manager's id.", { caseExact: true, insteadOf: 'managerId', maxLength: 320 }),
      reference('$ref', 'The URI of the manager.', ['User'], { mutability: 'readOnly' }),
      string('displayName', "The manager's displayName.", { mutability: 'readOnly' }),
      string('managerId', "The manager's externalId, in place of value.", {
        caseExact: true,
        insteadOf: 'value',
        maxLength: 320,
      }),
    ]),
  ],
};
