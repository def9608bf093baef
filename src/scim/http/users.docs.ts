import { applyDecorators } from '@nestjs/common';
import { DEMO_IDS } from '../../common/demo-ids.js';
import { Operation } from '../../platform/http/operation.js';
import {
  lastAdmin,
  takenByActive,
  takenByInactive,
  tooManyElements,
  unknownUser,
  userTooLarge,
} from '../../users/refusals.js';
import { USER } from '../protocol/schema/registry.js';
import { adminRole, ownUser, unknownNamedUser, unknownRole } from '../resources/refusals.js';
import { projectionParameters } from './list-query.docs.js';
import { bodyRefusals } from './protocol-refusals.docs.js';
import { resourceDocs } from './resource-operations.docs.js';
import { ifMatch, scimAnswer, scimBody, ScimRefuses, VERSION_HEADERS } from './scim-operations.docs.js';
import {
  NAMED_USERS,
  NEW_USERS,
  REPLACED_USERS,
  USER_EXAMPLE,
  USER_FILTERS,
  USER_PAGE_EXAMPLE,
  USER_PATCHES,
} from './user-examples.docs.js';

const CREATED = [unknownRole, tooManyElements, userTooLarge, adminRole, takenByActive, takenByInactive];

/** The refusals of changes to users, besides those of the protocol. */
export const USER_REFUSALS = {
  created: CREATED,
  changed: [...CREATED, ownUser, lastAdmin],
  deleted: [ownUser.shownWith('okta@acme.example', 'delete'), lastAdmin],
  unknown: unknownUser,
};

/** The OpenAPI texts of each operation on users. */
export const UserDocs = {
  ...resourceDocs({
    type: USER,
    texts: {
      list: [
        'Find users',
        'All users of the account, including inactive ones, or those that match the filter: one page, in a stable order. ' +
          'If nothing matches, the list is empty. Okta tests its credentials with this call.',
      ],
      create: [
        'Create a user',
        'The user joins the organization named in the Declaree extension, else the one named in the enterprise `organization`, ' +
          "else the organization of the credential's user. A manager who does not exist yet is set on arrival. No mail is sent.",
      ],
      get: ['Read a user', 'Finds inactive users, but not deleted ones.'],
      replace: [
        'Replace a user',
        'Omitted attributes are cleared, except `active`, the password, the organization, and an extension that is omitted as a whole. ' +
          'Read-only attributes are ignored.',
      ],
      patch: [
        'Change parts of a user',
        'The operations run in order, all or none. Use this to deactivate and reactivate people; the `id` stays the same.',
      ],
      delete: [
        'Delete a user',
        'Permanently: the `id` is gone everywhere, and the `userName` is free again. What the person owned stays on record. To block somebody temporarily, ' +
          'deactivate instead.',
      ],
    },
    id: {
      filter: 'userName eq "lotte.bakker@acme.example"',
      example: { demo: { summary: 'Lotte Bakker of the demo data', value: DEMO_IDS.lotte } },
    },
    resource: USER_EXAMPLE,
    page: USER_PAGE_EXAMPLE,
    filters: USER_FILTERS,
    created: NEW_USERS,
    replaced: REPLACED_USERS,
    patched: USER_PATCHES,
    refusals: USER_REFUSALS,
  }),
  replaceNamed: applyDecorators(
    Operation(
      'Replace a user without an id',
      "As in Declaree's published guide: replaces the user with the `externalId` of the body, else the one with its `userName`. " +
        'Otherwise like `PUT /SCIM/v2/Users/{id}`. It never creates a user.',
    ),
    ifMatch,
    projectionParameters,
    scimBody('ScimUser', NAMED_USERS),
    scimAnswer(200, 'The changed user.', {
      schema: 'ScimUser',
      value: USER_EXAMPLE,
      headers: VERSION_HEADERS,
    }),
    ScimRefuses(...bodyRefusals(USER), ...USER_REFUSALS.changed, unknownNamedUser),
  ),
};
