import { type Schema, string } from './attribute.js';

/** Declaree's own extension: where a user belongs in the expense process. */
export const EXPENSE_USER_SCHEMA: Schema = {
  id: 'urn:declaree:params:scim:schemas:extension:expense:2.0:User',
  name: 'ExpenseUser',
  description: 'Expense User',
  attributes: [
    string(
      'organization',
      'The name or id of the organization that the user belongs to; takes precedence over the enterprise organization.',
      { keptOnReplace: true },
    ),
    string('iban', 'The bank account that expenses are paid to.'),
    string('role', "The user's role in Declaree. 'admin' cannot be assigned or removed over SCIM.", {
      canonicalValues: ['employee', 'approver', 'accountant', 'controller'],
    }),
  ],
};
