import { applyDecorators } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { PATCH_OP_URN } from '../protocol/messages.js';
import { USER_SCHEMA } from '../protocol/schema/user.js';
import { projectionParameters } from './list-query.docs.js';
import { ifMatch, ifNoneMatch, OWN_HEADERS, scimAnswer, scimBody } from './scim-operations.docs.js';
import { UserAnswers } from './user-answers.docs.js';
import { USER_EXAMPLE } from './user-examples.docs.js';

const answer = { schema: 'ScimUser', value: USER_EXAMPLE, headers: OWN_HEADERS };
const changedUser = scimAnswer(200, 'The changed user.', answer);

/** The OpenAPI texts of each operation on the credential's own user. */
export const MeDocs = {
  get: applyDecorators(
    ApiOperation({
      summary: 'Read your own user',
      description: "The user that the request's credential belongs to (RFC 7644 §3.11).",
    }),
    projectionParameters,
    scimAnswer(200, 'The user.', answer),
    ifNoneMatch(OWN_HEADERS),
    UserAnswers.noOwnUser,
  ),
  replace: applyDecorators(
    ApiOperation({
      summary: 'Replace your own user',
      description: 'As for any user, but a credential cannot deactivate its own user.',
    }),
    ifMatch,
    projectionParameters,
    scimBody('ScimUser', {
      rename: {
        summary: 'Set a name for the provisioning administrator of the demo data',
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
    UserAnswers.noOwnUser,
    UserAnswers.taken,
  ),
  patch: applyDecorators(
    ApiOperation({
      summary: 'Change parts of your own user',
      description: 'As for any user, but a credential cannot deactivate its own user.',
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
    UserAnswers.noOwnUser,
    UserAnswers.taken,
  ),
  delete: applyDecorators(
    ApiOperation({
      summary: 'Delete your own user (always refused)',
      description: 'A credential cannot delete its own user, so the answer is always 403.',
    }),
    ifMatch,
    UserAnswers.notDeleted,
    UserAnswers.noOwnUser,
  ),
};
