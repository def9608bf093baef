import { applyDecorators } from '@nestjs/common';
import { DEMO_IDS } from '../../common/demo-ids.js';
import { LIST_RESPONSE_URN } from '../protocol/messages.js';
import { ENTITLEMENT_SCHEMA, ROLE_SCHEMA } from '../protocol/schema/okta.js';
import { ENTITLEMENT, ROLE } from '../protocol/schema/registry.js';
import { noSuchEntitlement, noSuchRole } from '../resources/refusals.js';
import { Operation } from '../../platform/http/operation.js';
import { readingDocs, type ReadableResource } from './resource-operations.docs.js';
import { scimAnswer, scimBody, type Examples } from './scim-operations.docs.js';
import { search, searchRefusals, why } from './search.docs.js';

const BASE_URL = 'https://app.declaree.com/SCIM/v2';
const ACME_BE = `organization:${DEMO_IDS.acmeBe}`;

const ROLE_EXAMPLE = {
  schemas: [ROLE_SCHEMA.id],
  id: 'approver',
  displayName: 'Approver',
  description: 'Gives expense reports their final approval.',
  meta: {
    resourceType: 'Role',
    created: '2026-11-29T00:00:00.000Z',
    lastModified: '2026-11-29T00:00:00.000Z',
    location: `${BASE_URL}/Roles/approver`,
    version: 'W/"1-Qx2m9Zp4Lk7Rt1Vb"',
  },
};

const ENTITLEMENT_EXAMPLE = {
  schemas: [ENTITLEMENT_SCHEMA.id],
  id: ACME_BE,
  displayName: 'Acme BE',
  type: 'organization',
  description: 'Works for this organization, too.',
  meta: {
    resourceType: 'Entitlement',
    created: '2026-11-02T08:31:00.000Z',
    lastModified: '2026-11-02T08:31:00.000Z',
    location: `${BASE_URL}/Entitlements/${ACME_BE}`,
    version: 'W/"1"',
  },
};

const pageOf = (resource: unknown) => ({
  schemas: [LIST_RESPONSE_URN],
  totalResults: 1,
  startIndex: 1,
  itemsPerPage: 1,
  Resources: [resource],
});

/** Reading one by one, in lists, and by POST. */
const docsOf = (resource: ReadableResource, searches: Examples) => ({
  ...readingDocs(resource),
  search: applyDecorators(
    Operation(`Find ${resource.type.name.toLowerCase()}s by POST`, why),
    scimBody('ScimSearch', searches),
    scimAnswer(200, `A page of ${resource.type.name.toLowerCase()}s.`, {
      schema: `Scim${resource.type.name}List`,
      value: resource.page,
    }),
    searchRefusals(resource.type),
  ),
});

const byName = (summary: string, name: string): Examples => ({
  displayName: { summary, value: search({ filter: `displayName eq "${name}"` }) },
});

/** The OpenAPI texts of each operation on roles. */
export const RoleDocs = docsOf(
  {
    type: ROLE,
    texts: {
      list: [
        'Find roles',
        'The roles that `roles` of a user can grant where the account has switched `rolesGrant` on. `admin` is not among them: it is assigned in Declaree.',
      ],
      get: ['Read a role', 'The id is the value to send in `roles`.'],
    },
    id: {
      filter: 'displayName eq "Approver"',
      example: { approver: { summary: 'The approver', value: 'approver' } },
    },
    resource: ROLE_EXAMPLE,
    page: pageOf(ROLE_EXAMPLE),
    filters: {
      all: { summary: 'No filter: every role', value: '' },
      displayName: { summary: 'One role by name', value: 'displayName eq "Approver"' },
    },
    refusals: { unknown: noSuchRole },
  },
  byName('One role by name', 'Approver'),
);

/** The OpenAPI texts of each operation on entitlements. */
export const EntitlementDocs = docsOf(
  {
    type: ENTITLEMENT,
    texts: {
      list: [
        'Find entitlements',
        'One for each organization of the account: works for that one, too. They are stored with the user and shown; a user still belongs to one organization.',
      ],
      get: ['Read an entitlement', 'The id is the value to send in `entitlements`.'],
    },
    id: {
      filter: 'displayName eq "Acme BE"',
      example: { demo: { summary: 'The organization Acme BE of the demo data', value: ACME_BE } },
    },
    resource: ENTITLEMENT_EXAMPLE,
    page: pageOf(ENTITLEMENT_EXAMPLE),
    filters: {
      all: { summary: 'No filter: every entitlement', value: '' },
      displayName: { summary: 'One entitlement by name', value: 'displayName eq "Acme BE"' },
    },
    refusals: { unknown: noSuchEntitlement },
  },
  byName('One entitlement by name', 'Acme BE'),
);
