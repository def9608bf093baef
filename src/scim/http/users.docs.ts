import { applyDecorators } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { DEMO_IDS } from '../../common/demo-ids.js';
import { listParameters, projectionParameters } from './list-query.docs.js';
import {
  CREATED_HEADERS,
  emptyAnswer,
  idParameter,
  ifMatch,
  ifNoneMatch,
  scimAnswer,
  scimBody,
  scimRefusal,
  VERSION_HEADERS,
} from './scim-operations.docs.js';
import { UserAnswers } from './user-answers.docs.js';
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
  'The `id` of the user, from creating or finding it: try `GET /SCIM/v2/Users` with the filter `userName eq "lotte.bakker@acme.example"`.',
  { demo: { summary: 'Lotte Bakker of the demo data', value: DEMO_IDS.lotte } },
);

/** The OpenAPI texts of each operation on users. */
export const UserDocs = {
  list: applyDecorators(
    ApiOperation({
      summary: 'Find users',
      description:
        'All users of the account, including inactive ones, or those that match the filter: one page, in a stable order. ' +
        'If nothing matches, the list is empty. Okta tests its credentials with this call.',
    }),
    listParameters(USER_FILTERS),
    scimAnswer(200, 'A page of users.', { schema: 'ScimUserList', value: USER_PAGE_EXAMPLE }),
    scimRefusal(400, 'The filter is invalid.', {
      invalidFilter: {
        summary: 'An attribute that does not exist',
        scimType: 'invalidFilter',
        detail: '"mail" is not an attribute of User (position 1).',
      },
    }),
  ),
  create: applyDecorators(
    ApiOperation({
      summary: 'Create a user',
      description:
        'The user joins the organization named in the Declaree extension, else the one named in the enterprise `organization`, ' +
        "else the organization of the credential's user. A manager who does not exist yet is set on arrival. No mail is sent.",
    }),
    projectionParameters,
    scimBody('ScimUser', NEW_USERS),
    scimAnswer(201, 'The new user, with its `id`.', {
      schema: 'ScimUser',
      value: USER_EXAMPLE,
      headers: CREATED_HEADERS,
    }),
    UserAnswers.invalid,
    UserAnswers.adminNotGiven,
    UserAnswers.taken,
  ),
  replaceNamed: applyDecorators(
    ApiOperation({
      summary: 'Replace a user without an id',
      description:
        "As in Declaree's published guide: replaces the user with the `externalId` of the body, else the one with its `userName`. " +
        'Otherwise like `PUT /SCIM/v2/Users/{id}`. It never creates a user.',
    }),
    ifMatch,
    projectionParameters,
    scimBody('ScimUser', NAMED_USERS),
    UserAnswers.changed,
    UserAnswers.invalid,
    UserAnswers.notDeactivated,
    scimRefusal(404, 'No user of the account has the `externalId` or the `userName` of the body.', {
      unknown: {
        summary: 'No such user',
        detail:
          'No user of this account has the externalId or the userName of the body. Create it with POST.',
      },
    }),
    UserAnswers.taken,
  ),
  get: applyDecorators(
    ApiOperation({
      summary: 'Read a user',
      description: 'Finds inactive users, but not deleted ones.',
    }),
    userId,
    projectionParameters,
    scimAnswer(200, 'The user.', { schema: 'ScimUser', value: USER_EXAMPLE, headers: VERSION_HEADERS }),
    ifNoneMatch(),
    UserAnswers.unknown,
  ),
  replace: applyDecorators(
    ApiOperation({
      summary: 'Replace a user',
      description:
        'Omitted attributes are cleared, except `active`, the password, the organization, and an extension that is omitted as a whole. ' +
        'Read-only attributes are ignored.',
    }),
    userId,
    ifMatch,
    projectionParameters,
    scimBody('ScimUser', REPLACED_USERS),
    UserAnswers.changed,
    UserAnswers.invalid,
    UserAnswers.notDeactivated,
    UserAnswers.unknown,
    UserAnswers.taken,
  ),
  patch: applyDecorators(
    ApiOperation({
      summary: 'Change parts of a user',
      description:
        'The operations run in order, all or none. Use this to deactivate and reactivate people; the `id` stays the same.',
    }),
    userId,
    ifMatch,
    projectionParameters,
    scimBody('ScimPatch', USER_PATCHES),
    UserAnswers.changed,
    UserAnswers.invalidPatch,
    UserAnswers.notDeactivated,
    UserAnswers.unknown,
    UserAnswers.taken,
  ),
  delete: applyDecorators(
    ApiOperation({
      summary: 'Delete a user',
      description:
        'Permanently: the `id` is gone everywhere, and the `userName` is free again. What the person owned stays on record. To block somebody temporarily, ' +
        'deactivate instead.',
    }),
    userId,
    ifMatch,
    emptyAnswer(204, 'Deleted.'),
    UserAnswers.notDeleted,
    UserAnswers.unknown,
    UserAnswers.lastAdmin,
  ),
};
