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
  'The `id` of the user, as creating or finding it answers: try `GET /SCIM/v2/Users` with the filter `userName eq "lotte.bakker@acme.example"`.',
  { demo: { summary: 'Lotte Bakker of the demo data', value: DEMO_IDS.lotte } },
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
    UserAnswers.invalid,
    UserAnswers.adminNotGiven,
    UserAnswers.taken,
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
    UserAnswers.changed,
    UserAnswers.invalid,
    UserAnswers.notDeactivated,
    scimRefusal(404, 'No user of the account has the `externalId` or the `userName` of the body.', {
      unknown: {
        summary: 'Nobody has them',
        detail:
          'No user of this account has the externalId or the userName of the body. Create it with POST.',
      },
    }),
    UserAnswers.taken,
  ),
  get: applyDecorators(
    ApiOperation({
      summary: 'Read a user',
      description: 'Inactive users are found as well; deleted ones are not.',
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
        'Attributes that are left out are cleared. Kept are `active`, the password, the organization, and an extension that is left out as a whole. ' +
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
        'The operations are carried out in their order, all or none. This is how people are deactivated and activated again, always under the same `id`.',
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
        'For good: the `id` is gone everywhere and the `userName` is free again. What the person owned stays on record. To stop somebody for a while, ' +
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
