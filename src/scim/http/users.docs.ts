import { applyDecorators } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import {
  CREATED_HEADERS,
  emptyAnswer,
  idParameter,
  ifMatch,
  ifNoneMatch,
  listParameters,
  projectionParameters,
  scimAnswer,
  scimBody,
  scimRefusal,
  VERSION_HEADERS,
} from './scim-operations.docs.js';
import {
  NAMED_USERS,
  NEW_USERS,
  REPLACED_USERS,
  USER_EXAMPLE,
  USER_FILTERS,
  USER_PAGE_EXAMPLE,
  USER_PATCHES,
} from './user-examples.docs.js';

const userId = idParameter(
  'The `id` of the user, as creating or finding it answers: try `GET /SCIM/v2/Users` with the filter `userName eq "lotte.bakker@acme.example"`.',
);

const changedUser = scimAnswer(200, 'The user as it is now.', {
  schema: 'ScimUser',
  value: USER_EXAMPLE,
  headers: VERSION_HEADERS,
});

const unknownUser = scimRefusal(404, 'No user of the account has this id, or the user has been deleted.', {
  unknown: {
    summary: 'Unknown id',
    detail: 'There is no user with the id "4711" in this account.',
  },
});

const takenUserName = scimRefusal(
  409,
  'Another user of the account has this `userName`, in any letter case.',
  {
    uniqueness: {
      summary: 'The userName is taken',
      scimType: 'uniqueness',
      detail: 'A user with the userName "mira.vos@acme.example" exists already in this account.',
    },
  },
);

const wrongUser = scimRefusal(400, 'Something in the body cannot be taken; the answer names it.', {
  invalidValue: {
    summary: 'The userName is missing',
    scimType: 'invalidValue',
    detail: 'userName is required.',
  },
});

const OWN_USER =
  'This credential belongs to okta@acme.example and cannot deactivate its own user: provisioning would stop. ' +
  'Take the provisioning administrator out of the assignment, or do it in Declaree.';

const ADMIN_ROLE =
  'The role admin is neither given nor taken over SCIM. Change it in Declaree, and leave it out of the provisioned attributes.';

const adminRole = { summary: 'The role admin', detail: ADMIN_ROLE };

const protectedUser = scimRefusal(
  403,
  'The change would shut out the user of the credential, or is about the role `admin`.',
  {
    ownUser: { summary: 'The own user', detail: OWN_USER },
    adminRole,
  },
);

/** What the OpenAPI document says about each operation on users. */
export const UserDocs = {
  list: applyDecorators(
    ApiOperation({
      summary: 'Find users',
      description:
        'All users of the account, inactive ones too, or those that the filter fits: a page of them in an order that stays. ' +
        'No match is an empty list, not an error. Okta tests its credentials with this call.',
    }),
    listParameters(USER_FILTERS),
    scimAnswer(200, 'A page of users.', { schema: 'ScimUserList', value: USER_PAGE_EXAMPLE }),
    scimRefusal(400, 'The filter cannot be read.', {
      invalidFilter: {
        summary: 'An attribute that does not exist',
        scimType: 'invalidFilter',
        detail: '"mail" is no attribute of User (position 1).',
      },
    }),
  ),
  create: applyDecorators(
    ApiOperation({
      summary: 'Create a user',
      description:
        'The user joins the organization named in the Declaree extension, else the one that has the name of the enterprise `organization`, ' +
        'else the organization of the credential. A manager who is not there yet is bound on arrival. No mail is sent.',
    }),
    projectionParameters,
    scimBody('ScimUser', NEW_USERS),
    scimAnswer(201, 'The new user, with its `id`.', {
      schema: 'ScimUser',
      value: USER_EXAMPLE,
      headers: CREATED_HEADERS,
    }),
    wrongUser,
    scimRefusal(403, 'The role `admin` is not given over SCIM.', { adminRole }),
    takenUserName,
  ),
  replaceNamed: applyDecorators(
    ApiOperation({
      summary: 'Replace a user without naming the id',
      description:
        "The form of Declaree's published guide: the user is the one that has the `externalId` of the body, else the one that has its `userName`. " +
        'All else is as in `PUT /SCIM/v2/Users/{id}`. It never creates a user.',
    }),
    ifMatch,
    projectionParameters,
    scimBody('ScimUser', NAMED_USERS),
    changedUser,
    wrongUser,
    protectedUser,
    scimRefusal(404, 'No user of the account has the `externalId` or the `userName` of the body.', {
      unknown: {
        summary: 'Nobody has them',
        detail:
          'No user of this account has the externalId or the userName of the body. Create it with POST.',
      },
    }),
    takenUserName,
  ),
  get: applyDecorators(
    ApiOperation({
      summary: 'Read a user',
      description: 'Inactive users are found as well; deleted ones are not.',
    }),
    userId,
    projectionParameters,
    scimAnswer(200, 'The user.', { schema: 'ScimUser', value: USER_EXAMPLE, headers: VERSION_HEADERS }),
    ifNoneMatch,
    unknownUser,
  ),
  replace: applyDecorators(
    ApiOperation({
      summary: 'Replace a user',
      description:
        'Attributes that are left out are cleared. Kept are `active`, the password, the organization, and an extension that is left out as a whole. ' +
        'Read-only attributes are ignored.',
    }),
    userId,
    ifMatch,
    projectionParameters,
    scimBody('ScimUser', REPLACED_USERS),
    changedUser,
    wrongUser,
    protectedUser,
    unknownUser,
    takenUserName,
  ),
  patch: applyDecorators(
    ApiOperation({
      summary: 'Change parts of a user',
      description:
        'The operations are carried out in their order, all or none. This is how people are deactivated and activated again, always under the same `id`.',
    }),
    userId,
    ifMatch,
    projectionParameters,
    scimBody('ScimPatch', USER_PATCHES),
    changedUser,
    scimRefusal(400, 'An operation cannot be carried out; the answer names what is wrong.', {
      invalidPath: {
        summary: 'A path that is no attribute',
        scimType: 'invalidPath',
        detail: 'path "mail": "mail" is no attribute of User.',
      },
    }),
    protectedUser,
    unknownUser,
    takenUserName,
  ),
  delete: applyDecorators(
    ApiOperation({
      summary: 'Delete a user',
      description:
        'For good: the `id` is gone everywhere and the `userName` is free again. What the person owned stays on record. To stop somebody for a while, ' +
        'deactivate instead.',
    }),
    userId,
    ifMatch,
    emptyAnswer(204, 'Deleted.'),
    scimRefusal(403, 'A credential cannot delete its own user.', {
      ownUser: { summary: 'The own user', detail: OWN_USER.replace('deactivate', 'delete') },
    }),
    unknownUser,
  ),
};
