import { scimAnswer, scimRefusal, VERSION_HEADERS } from './scim-operations.docs.js';
import { USER_EXAMPLE } from './user-examples.docs.js';

const adminRole = {
  summary: 'The role admin',
  detail:
    'The role admin is neither given nor taken over SCIM. Change it in Declaree, and leave it out of the provisioned attributes.',
};

const ownUser = (change: 'deactivate' | 'delete') => ({
  summary: 'The user of the credential itself',
  detail:
    `This credential belongs to okta@acme.example and cannot ${change} its own user: provisioning would stop. ` +
    'Take the provisioning administrator out of the assignment, or do it in Declaree.',
});

/** What several operations on users answer alike. */
export const UserAnswers = {
  changed: scimAnswer(200, 'The user as it is now.', {
    schema: 'ScimUser',
    value: USER_EXAMPLE,
    headers: VERSION_HEADERS,
  }),
  invalid: scimRefusal(400, 'Something in the body cannot be taken; the answer names it.', {
    invalidValue: {
      summary: 'The userName is missing',
      scimType: 'invalidValue',
      detail: 'userName is required.',
    },
  }),
  invalidPatch: scimRefusal(400, 'An operation cannot be carried out; the answer names what is wrong.', {
    invalidPath: {
      summary: 'A path that is no attribute',
      scimType: 'invalidPath',
      detail: 'path "mail": "mail" is no attribute of User.',
    },
  }),
  adminNotGiven: scimRefusal(403, 'The role `admin` is not given over SCIM.', { adminRole }),
  notDeactivated: scimRefusal(
    403,
    'The change would shut out the user of the credential, or is about the role `admin`.',
    { ownUser: ownUser('deactivate'), adminRole },
  ),
  notDeleted: scimRefusal(403, 'A credential cannot delete its own user.', { ownUser: ownUser('delete') }),
  lastAdmin: scimRefusal(409, 'The account would have no active administrator left.', {
    lastAdmin: {
      summary: 'The last administrator',
      detail: 'This is the last active administrator of the account. Give another user the role admin first.',
    },
  }),
  unknown: scimRefusal(404, 'No user of the account has this id, or the user has been deleted.', {
    unknown: {
      summary: 'Unknown id',
      detail: 'There is no user with the id "4711" in this account.',
    },
  }),
  taken: scimRefusal(409, 'Another user of the account has this `userName`, in any letter case.', {
    uniqueness: {
      summary: 'The userName is taken',
      scimType: 'uniqueness',
      detail:
        'A user with the userName "mira.vos@acme.example" already exists in this account: it has the id "019a4c1e-5b7d-7c31-9e02-7a1f4c6d8b90" and is active.',
    },
    deactivated: {
      summary: 'A deactivated user has the userName',
      scimType: 'uniqueness',
      detail:
        'A user with the userName "left@acme.example" already exists in this account: it has the id "019a4c1e-5b7d-7c31-9e02-7a1f4c6d8b90" and is deactivated.',
    },
  }),
};
