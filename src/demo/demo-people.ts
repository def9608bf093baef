import { DEMO_IDS } from '../common/demo-ids.js';
import type { Role } from '../users/user.entity.js';

export const PARENT_ORGANIZATION = 'Acme Group';
export const CHILD_ORGANIZATIONS = [
  { id: DEMO_IDS.acmeNl, name: 'Acme NL' },
  { id: DEMO_IDS.acmeBe, name: 'Acme BE' },
] as const;

export const ADMINS = { acme: 'okta@acme.example', globex: 'okta@globex.example' } as const;

export const OPERATOR = 'support@declaree.example';

/** An operator to remove in the examples; disabled, because its login is not printed. */
export const FORMER_OPERATOR = 'former.colleague@declaree.example';

interface DemoEmployee {
  id: string;
  userName: string;
  givenName: string;
  familyName: string;
  title: string;
  locale: string;
  role: Role;
  organization: typeof PARENT_ORGANIZATION | (typeof CHILD_ORGANIZATIONS)[number]['name'];
  /** User name of an employee earlier in this list. */
  manager?: string;
}

export const EMPLOYEES: readonly DemoEmployee[] = [
  {
    id: DEMO_IDS.anna,
    userName: 'anna.devries@acme.example',
    givenName: 'Anna',
    familyName: 'de Vries',
    title: 'Finance Director',
    locale: 'nl-NL',
    role: 'controller',
    organization: 'Acme Group',
  },
  {
    id: DEMO_IDS.mira,
    userName: 'mira.vos@acme.example',
    givenName: 'Mira',
    familyName: 'Vos',
    title: 'Sales Manager',
    locale: 'nl-NL',
    role: 'approver',
    organization: 'Acme NL',
    manager: 'anna.devries@acme.example',
  },
  {
    id: DEMO_IDS.thomas,
    userName: 'thomas.claes@acme.example',
    givenName: 'Thomas',
    familyName: 'Claes',
    title: 'Accountant',
    locale: 'nl-BE',
    role: 'accountant',
    organization: 'Acme BE',
    manager: 'anna.devries@acme.example',
  },
  {
    id: DEMO_IDS.lotte,
    userName: 'lotte.bakker@acme.example',
    givenName: 'Lotte',
    familyName: 'Bakker',
    title: 'Account Executive',
    locale: 'nl-NL',
    role: 'employee',
    organization: 'Acme NL',
    manager: 'mira.vos@acme.example',
  },
  {
    id: DEMO_IDS.elise,
    userName: 'elise.dubois@acme.example',
    givenName: 'Élise',
    familyName: 'Dubois',
    title: 'Account Executive',
    locale: 'fr-BE',
    role: 'employee',
    organization: 'Acme BE',
    manager: 'mira.vos@acme.example',
  },
];

export const GROUPS = [
  {
    id: DEMO_IDS.approvers,
    displayName: 'Approvers',
    members: ['anna.devries@acme.example', 'mira.vos@acme.example'],
  },
  {
    id: DEMO_IDS.sales,
    displayName: 'Sales',
    members: ['mira.vos@acme.example', 'lotte.bakker@acme.example', 'elise.dubois@acme.example'],
  },
] as const;
