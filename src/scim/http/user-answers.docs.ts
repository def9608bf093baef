import { scimAnswer, scimRefusal, VERSION_HEADERS } from './scim-operations.docs.js';
import { USER_EXAMPLE } from './user-examples.docs.js';

const adminRole = {
  summary: 'The role admin',
  detail:
    'The role admin cannot be assigned or removed over SCIM. Change it in Declaree, and leave it out of the provisioned attributes.',
};

const ownUser = (change: 'deactivate' | 'delete') => ({
  summary: "The credential's own user",
  detail:
    `This credential belongs to okta@acme.example and cannot ${change} its own user: provisioning would stop. ` +
    'Remove the provisioning administrator from the assignment, or do it in Declaree.',
});

/** Answers that several operations on users share. */
export const UserAnswers = {
  changed: scimAnswer(200, 'The changed user.', {
    schema: 'ScimUser',
    value: USER_EXAMPLE,
    headers: VERSION_HEADERS,
  }),
  invalid: scimRefusal(400, 'The body is invalid; the answer says what is wrong.', {
    invalidValue: {
      summary: 'The userName is missing',
      scimType: 'invalidValue',
      detail: 'userName is required.',
    },
  }),
  invalidPatch: scimRefusal(400, 'An operation is invalid; the answer says what is wrong.', {
    invalidPath: {
      summary: 'A path that is not an attribute',
      scimType: 'invalidPath',
      detail: '"mail" is not an attribute of User.',
    },
  }),
  adminNotGiven: scimRefusal(403, 'The role `admin` cannot be assigned over SCIM.', { adminRole }),
  notDeactivated: scimRefusal(
    403,
    "The change would lock out the credential's own user, or concerns the role `admin`.",
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
  noOwnUser: scimRefusal(404, 'The credential is an access token of a connection, which is not a user.', {
    noOwnUser: {
      summary: 'An access token',
      detail: 'An OAuth access token belongs to a connection, which is not a user, so there is no /Me.',
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
