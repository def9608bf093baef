import { DEMO_IDS } from '../../common/demo-ids.js';
import { LIST_RESPONSE_URN, PATCH_OP_URN } from '../protocol/messages.js';
import { ENTERPRISE_USER_SCHEMA } from '../protocol/schema/enterprise-user.js';
import { EXPENSE_USER_SCHEMA } from '../protocol/schema/expense-user.js';
import { USER_SCHEMA } from '../protocol/schema/user.js';
import type { Examples } from './scim-operations.docs.js';

const BASE_URL = 'https://app.declaree.com/SCIM/v2';

const CORE = USER_SCHEMA.id;
const ENTERPRISE = ENTERPRISE_USER_SCHEMA.id;
const EXPENSE = EXPENSE_USER_SCHEMA.id;

/** SCIM 1.1's name of the User schema, which Declaree's published examples use. */
const CORE_1_1 = 'urn:scim:schemas:core:1.0';

const workEmail = (value: string) => [{ value, type: 'work', primary: true }];

const patch = (...operations: object[]) => ({ schemas: [PATCH_OP_URN], Operations: operations });

/** A user of the demo data as the service answers it, without `$ref`, which tools mistake for an OpenAPI reference. */
export const USER_EXAMPLE = {
  schemas: [CORE, ENTERPRISE, EXPENSE],
  id: DEMO_IDS.lotte,
  externalId: '00u9z8Y7x6W5v4U3t2s1',
  userName: 'lotte.bakker@acme.example',
  name: { familyName: 'Bakker', givenName: 'Lotte' },
  displayName: 'Lotte Bakker',
  title: 'Account Executive',
  locale: 'nl-NL',
  active: true,
  emails: workEmail('lotte.bakker@acme.example'),
  [ENTERPRISE]: {
    department: 'Sales',
    manager: { value: DEMO_IDS.mira, displayName: 'Mira Vos' },
  },
  [EXPENSE]: { organization: 'Acme NL', role: 'employee' },
  groups: [{ value: DEMO_IDS.sales, display: 'Sales', type: 'direct' }],
  meta: {
    resourceType: 'User',
    created: '2026-11-02T08:30:00.000Z',
    lastModified: '2026-11-16T14:05:12.000Z',
    location: `${BASE_URL}/Users/${DEMO_IDS.lotte}`,
    version: 'W/"3"',
  },
};

/** A page with that user only. */
export const USER_PAGE_EXAMPLE = {
  schemas: [LIST_RESPONSE_URN],
  totalResults: 1,
  startIndex: 1,
  itemsPerPage: 1,
  Resources: [USER_EXAMPLE],
};

/** Example filters on users. */
export const USER_FILTERS: Examples = {
  all: { summary: 'No filter: every user', value: '' },
  userName: {
    summary: 'One user by login name, as Okta and Entra ID look it up',
    value: 'userName eq "lotte.bakker@acme.example"',
  },
  email: {
    summary: 'By the work e-mail address',
    value: 'emails[type eq "work" and value eq "mira.vos@acme.example"]',
  },
  externalId: {
    summary: "By the identity provider's own id",
    value: 'externalId eq "00u1a2B3c4D5e6F7g8h9"',
  },
  active: {
    summary: 'Active users whose family name begins with "de"',
    value: 'active eq true and name.familyName sw "de"',
  },
};

/** New users as identity providers and scripts send them. */
export const NEW_USERS: Examples = {
  okta: {
    summary: 'Okta assigns a person',
    description:
      'Okta always sends a random password, which is harmless. `externalId` is the id of the person in Okta.',
    value: {
      schemas: [CORE, ENTERPRISE],
      userName: 'jan.peeters@acme.example',
      name: { givenName: 'Jan', familyName: 'Peeters' },
      emails: [{ primary: true, value: 'jan.peeters@acme.example', type: 'work' }],
      displayName: 'Jan Peeters',
      title: 'Controller',
      locale: 'nl-BE',
      [ENTERPRISE]: { department: 'Finance' },
      externalId: '00u1a2B3c4D5e6F7g8h9',
      groups: [],
      password: 'q7Zt0pWm',
      active: true,
    },
  },
  expense: {
    summary: 'With organization, role, IBAN and manager',
    description:
      "`organization` is the name or the id of one of the account's organizations. `managerId` is the `externalId` of the manager, who may arrive later.",
    value: {
      schemas: [CORE, ENTERPRISE, EXPENSE],
      userName: 'sofie.maes@acme.example',
      name: { givenName: 'Sofie', familyName: 'Maes' },
      emails: workEmail('sofie.maes@acme.example'),
      [ENTERPRISE]: { costCenter: '4130', manager: { managerId: '00u1a2B3c4D5e6F7g8h9' } },
      [EXPENSE]: { organization: 'Acme BE', role: 'approver', iban: 'BE71096123456769' },
    },
  },
  minimal: {
    summary: 'The minimum',
    value: { schemas: [CORE], userName: 'nina.jacobs@acme.example' },
  },
};

/** What Okta sends for every change in an app created with the wizard. */
export const REPLACED_USERS: Examples = {
  okta: {
    summary: 'Okta updates a profile',
    description:
      'For the demo user lotte.bakker@acme.example. Okta sends back what it has read, with its changes; `id`, `meta` and `groups` are ignored.',
    value: {
      schemas: [CORE, ENTERPRISE],
      userName: 'lotte.bakker@acme.example',
      externalId: '00u9z8Y7x6W5v4U3t2s1',
      name: { givenName: 'Lotte', familyName: 'Bakker' },
      displayName: 'Lotte Bakker',
      title: 'Senior Account Executive',
      locale: 'nl-NL',
      emails: workEmail('lotte.bakker@acme.example'),
      [ENTERPRISE]: { department: 'Sales' },
      groups: [],
      active: true,
    },
  },
};

/** Declaree's published example of a PUT without an id. */
export const NAMED_USERS: Examples = {
  published: {
    summary: 'As in the published guide: the whole profile, found by externalId or userName',
    value: {
      schemas: [CORE_1_1],
      userName: 'thomas.claes@acme.example',
      externalId: 'scim0001',
      name: { familyName: 'Claes', givenName: 'Thomas' },
      title: 'Accountant',
      locale: 'nl_BE',
      active: true,
      emails: workEmail('thomas.claes@acme.example'),
    },
  },
};

/** Changes as different clients send them. */
export const USER_PATCHES: Examples = {
  deactivate: {
    summary: 'Deactivate: Okta unassigns the person',
    description: 'Login, sessions and API keys end at once; everything the person owns stays.',
    value: patch({ op: 'replace', value: { active: false } }),
  },
  reactivate: {
    summary: 'Reactivate: Okta assigns the person again',
    value: patch({ op: 'replace', value: { active: true } }),
  },
  password: {
    summary: 'Set a password: Okta syncs it',
    value: patch({ op: 'replace', value: { password: 'correct horse battery staple' } }),
  },
  attributes: {
    summary: 'Change individual attributes',
    value: patch(
      { op: 'replace', path: 'title', value: 'Sales Manager' },
      { op: 'add', path: `${ENTERPRISE}:department`, value: 'Sales' },
      { op: 'remove', path: 'nickName' },
    ),
  },
  entra: {
    summary: 'As Microsoft Entra ID sends it',
    value: patch(
      { op: 'Add', path: 'emails[type eq "work"].value', value: 'l.bakker@acme.example' },
      { op: 'Replace', path: 'name.familyName', value: 'Bakker-Vos' },
      { op: 'Replace', path: 'active', value: 'True' },
    ),
  },
  published: {
    summary: 'As in the published guide',
    value: patch(
      { op: 'replace', path: 'active', value: 'true' },
      { op: 'replace', path: 'familyName', value: 'Bakker' },
      { op: 'replace', path: "emails[email.type eq 'work']", value: 'lotte.bakker@acme.example' },
    ),
  },
};
