import { applyDecorators } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { PATCH_OP_URN } from '../protocol/messages.js';
import { USER_SCHEMA } from '../protocol/schema/user.js';
import { projectionParameters } from './list-query.docs.js';
import { ifMatch, ifNoneMatch, OWN_HEADERS, scimAnswer, scimBody } from './scim-operations.docs.js';
import { UserAnswers } from './user-answers.docs.js';
import { USER_EXAMPLE } from './user-examples.docs.js';

const answer = { schema: 'ScimUser', value: USER_EXAMPLE, headers: OWN_HEADERS };
const changedUser = scimAnswer(200, 'The user as it is now.', answer);

/** What the OpenAPI document says about each operation on the user of the credential. */
export const MeDocs = {
  get: applyDecorators(
    ApiOperation({
      summary: 'Read the own user',
      description: 'The user whose credential the request carries (RFC 7644 §3.11).',
    }),
    projectionParameters,
    scimAnswer(200, 'The user.', answer),
    ifNoneMatch(OWN_HEADERS),
  ),
  replace: applyDecorators(
    ApiOperation({
      summary: 'Replace the own user',
      description: 'As any user; but no credential can deactivate its own user.',
    }),
    ifMatch,
    projectionParameters,
    scimBody('ScimUser', {
      rename: {
        summary: 'Give the provisioning administrator of the demo data a name',
        value: {
          schemas: [USER_SCHEMA.id],
          userName: 'okta@acme.example',
          displayName: 'Provisioning by Okta',
        },
      },
    }),
    changedUser,
    UserAnswers.invalid,
    UserAnswers.notDeactivated,
    UserAnswers.taken,
  ),
  patch: applyDecorators(
    ApiOperation({
      summary: 'Change parts of the own user',
      description: 'As any user; but no credential can deactivate its own user.',
    }),
    ifMatch,
    projectionParameters,
    scimBody('ScimPatch', {
      rename: {
        summary: 'Change the name',
        value: {
          schemas: [PATCH_OP_URN],
          Operations: [{ op: 'replace', path: 'displayName', value: 'Provisioning by Okta' }],
        },
      },
    }),
    changedUser,
    UserAnswers.invalidPatch,
    UserAnswers.notDeactivated,
    UserAnswers.taken,
  ),
  delete: applyDecorators(
    ApiOperation({
      summary: 'Delete the own user: never possible',
      description: 'No credential can delete its own user, so the answer is always 403.',
    }),
    ifMatch,
    UserAnswers.notDeleted,
  ),
};
