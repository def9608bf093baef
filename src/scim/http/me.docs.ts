import { applyDecorators } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import { PATCH_OP_URN } from '../protocol/messages.js';
import { USER } from '../protocol/schema/registry.js';
import { USER_SCHEMA } from '../protocol/schema/user.js';
import { projectionParameters } from './list-query.docs.js';
import {
  ifMatch,
  ifNoneMatch,
  OWN_HEADERS,
  scimAnswer,
  scimBody,
  ScimRefuses,
} from './scim-operations.docs.js';
import { bodyRefusals, patchRefusals } from './protocol-refusals.docs.js';
import { USER_REFUSALS } from './users.docs.js';
import { USER_EXAMPLE } from './user-examples.docs.js';
import { Operation } from '../../platform/http/operation.js';
import { noOwnUser } from './refusals.js';

const answer = { schema: 'ScimUser', value: USER_EXAMPLE, headers: OWN_HEADERS };
const changedUser = scimAnswer(200, 'The changed user.', answer);

/** The OpenAPI texts of each operation on the credential's own user. */
export const MeDocs = {
  get: applyDecorators(
    Operation('Read your own user', "The user that the request's credential belongs to (RFC 7644 §3.11)."),
    projectionParameters,
    scimAnswer(200, 'The user.', answer),
    ifNoneMatch(OWN_HEADERS),
    ScimRefuses(noOwnUser),
  ),
  replace: applyDecorators(
    Operation('Replace your own user', 'As for any user, but a credential cannot deactivate its own user.'),
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
    ScimRefuses(...bodyRefusals(USER), ...USER_REFUSALS.changed, noOwnUser),
  ),
  patch: applyDecorators(
    Operation(
      'Change parts of your own user',
      'As for any user, but a credential cannot deactivate its own user.',
    ),
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
    ScimRefuses(...patchRefusals(USER), ...USER_REFUSALS.changed, noOwnUser),
  ),
  delete: applyDecorators(
    Operation(
      'Delete your own user (always refused)',
      'A credential cannot delete its own user, so the answer is always 403.',
    ),
    ifMatch,
    // Nest documents a success for an operation without any answer.
    ApiResponse({ status: 403 }),
    ScimRefuses(...USER_REFUSALS.deleted, noOwnUser),
  ),
};
