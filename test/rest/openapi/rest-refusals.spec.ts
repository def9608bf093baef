import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { OpenAPIObject } from '@nestjs/swagger';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO_IDS } from '../../../src/common/demo-ids.js';
import type { TestApp } from '../../support/app.js';
import { databaseLanes } from '../../support/lanes.js';
import { send } from '../../support/scim-client.js';
import {
  answerExamples,
  answersOf,
  bootDemo,
  contentOf,
  demoLogin,
  operationsOf,
  readDocument,
  type Operation,
} from './openapi.js';

const [lane] = databaseLanes();

const ADMIN = demoLogin('okta@acme.example');
const OPERATOR = demoLogin('support@declaree.example');

const LOTTE = demoLogin('lotte.bakker@acme.example');
/** The admin of an account without expenses. */
const GLOBEX = demoLogin('okta@globex.example');

const NEW_PASSWORD = 'correct horse battery staple 2';

interface Attempt {
  /** Who asks; the admin of acme or an operator by default. */
  as?: string;
  /** A resource, or a list of which the first one is used; `{id}` in the body stands for its id. */
  on?: string;
  body?: unknown;
}

const WEBHOOKS = '/api/v1/notifications/webhooks';

const ALL_REPORTS = '/api/v1/expense-reports?scope=all';
/** Lotte's, which waits for Mira. */
const WAITING = `${ALL_REPORTS}&status=submitted`;
const APPROVED = `${ALL_REPORTS}&status=approved`;
const OWN_APPROVED = { as: LOTTE, on: '/api/v1/expense-reports?status=approved' };
const PERIOD = { from: '2030-12-21T00:00:00Z', until: '2100-01-01T00:00:00Z' };
const REASSIGNED = { approverId: DEMO_IDS.anna };

const PAST = { expiresAt: '2020-01-01T00:00:00Z' };
const TOO_LATE = { expiresAt: '2099-01-01T00:00:00Z' };

/** How to get a refusal, by operation, or by operation and refusal. */
const ATTEMPTS: Record<string, Attempt> = {
  Auth_login: { body: { username: 'okta@acme.example', password: 'a guess' } },
  ChangePassword_change: { body: { currentPassword: 'a guess', newPassword: NEW_PASSWORD } },
  PasswordResetConfirm_confirm: { body: { token: 'dr_none', newPassword: NEW_PASSWORD } },
  ApiKeys_create: { body: { name: 'Okta', ...PAST } },
  'OauthClients_create invalid-client-value': { body: { name: 'New', kind: 'secret', issuer: 'x' } },
  'OauthClients_create invalid-name': { body: { name: 'a\u0007b', kind: 'secret' } },
  'OauthClients_create connection-name-taken': {
    body: { name: 'Example of the API documentation', kind: 'secret' },
  },
  'OauthClients_create unknown-organization': {
    body: { name: 'New', kind: 'secret', organizationId: '4711' },
  },
  OauthClientChanges_change: { on: '/api/v1/oauth-clients' },
  'OauthClientChanges_change invalid-client-value': {
    on: '/api/v1/oauth-clients',
    body: { issuer: 'x' },
  },
  'OauthClientChanges_change invalid-name': { on: '/api/v1/oauth-clients', body: { name: 'a\u0007b' } },
  'OauthClientChanges_change connection-name-taken': {
    on: '/api/v1/oauth-clients?page=2&limit=1',
    body: { name: 'Example of the API documentation' },
  },
  'OauthClientChanges_change unknown-organization': {
    on: '/api/v1/oauth-clients',
    body: { organizationId: '4711' },
  },
  OauthClients_addSecret: { body: {} },
  'OauthClients_addSecret not-in-the-future': { on: '/api/v1/oauth-clients', body: PAST },
  'OauthClients_addSecret too-late': { on: '/api/v1/oauth-clients', body: TOO_LATE },
  'OauthClients_revokeSecret unknown-secret': { on: '/api/v1/oauth-clients' },
  CatalogueClients_create: { body: { name: 'New', redirectUris: ['http://app.example/callback'] } },
  CatalogueClients_change: {
    on: '/api/v1/support/oauth-clients',
    body: { redirectUris: ['http://app.example/callback'] },
  },
  CatalogueClients_addSecret: { body: {} },
  'CatalogueClients_addSecret not-in-the-future': { on: '/api/v1/support/oauth-clients', body: PAST },
  'CatalogueClients_addSecret too-late': { on: '/api/v1/support/oauth-clients', body: TOO_LATE },
  'CatalogueClients_revokeSecret unknown-secret': { on: '/api/v1/support/oauth-clients' },
  'Webhooks_create invalid-webhook-url': { body: { url: 'http://acme.example', kinds: ['alarm'] } },
  'Webhooks_create private-address': { body: { url: 'https://10.0.0.1/', kinds: ['alarm'] } },
  'Webhooks_change invalid-webhook-url': { on: WEBHOOKS, body: { url: 'http://acme.example' } },
  'Webhooks_change private-address': { on: WEBHOOKS, body: { url: 'https://10.0.0.1/' } },
  Organizations_create: { body: { name: 'Acme NL' } },
  'Organizations_create invalid-name': { body: { name: ' ' } },
  'Organizations_create unknown-parent': { body: { name: 'New', parentId: '4711' } },
  Organizations_update: { on: '/api/v1/organizations?search=be', body: { name: 'Acme NL' } },
  'Organizations_update invalid-name': { on: '/api/v1/organizations', body: { name: ' ' } },
  'Organizations_update unknown-parent': {
    on: '/api/v1/organizations?search=be',
    body: { parentId: '4711' },
  },
  'Organizations_update organization-cycle': {
    on: '/api/v1/organizations?search=be',
    body: { parentId: '{id}' },
  },
  Organizations_delete: { on: '/api/v1/organizations?search=group' },
  'Organizations_delete organization-in-use': { on: '/api/v1/organizations?search=nl' },
  Users_create: { body: { userName: 'mira.vos@acme.example' } },
  'Users_create invalid-name': { body: { userName: ' ' } },
  'Users_create unknown-organization': { body: { userName: 'new', organizationId: '4711' } },
  'Users_create unknown-manager': { body: { userName: 'new', managerId: '4711' } },
  'Users_create user-name-taken-by-inactive': { body: { userName: 'left@acme.example' } },
  Users_update: { on: '/api/v1/users?search=lotte', body: { userName: 'mira.vos@acme.example' } },
  'Users_update invalid-name': { body: { userName: ' ' } },
  'Users_update unknown-organization': { body: { organizationId: '4711' } },
  'Users_update unknown-manager': { body: { managerId: '4711' } },
  'Users_update user-name-taken-by-inactive': {
    on: '/api/v1/users?search=lotte',
    body: { userName: 'left@acme.example' },
  },
  'Users_update own-user': { on: '/api/v1/users?search=okta', body: { active: false } },
  'Users_update current-password-required': {
    on: '/api/v1/users?search=okta',
    body: { password: NEW_PASSWORD },
  },
  'Users_update wrong-current-password': {
    on: '/api/v1/users?search=okta',
    body: { password: NEW_PASSWORD, currentPassword: 'a guess' },
  },
  Users_delete: { on: '/api/v1/users?search=lotte' },
  'Users_delete own-user': { on: '/api/v1/users?search=okta' },
  'Erasure_erase own-user': { on: '/api/v1/users?search=okta', body: {} },
  Groups_create: { body: { displayName: 'Approvers' } },
  'Groups_create invalid-name': { body: { displayName: ' ' } },
  'Groups_update invalid-name': { on: '/api/v1/groups', body: { displayName: ' ' } },
  Groups_update: { on: '/api/v1/groups?search=sales', body: { displayName: 'Approvers' } },
  Groups_delete: { on: '/api/v1/groups?search=sales' },
  'Members_add unknown-user': { on: '/api/v1/groups' },
  'Members_remove unknown-user': { on: '/api/v1/groups' },
  Modules_switchScim: { body: { enabled: true, reason: 'Ticket 4711' } },
  Operators_create: { body: { username: 'support@declaree.example' } },
  'Operators_create invalid-name': { body: { username: ' ' } },
  'Operators_change own-operator': { on: '/api/v1/auth/me', body: { disabled: true } },
  'Operators_remove own-operator': { on: '/api/v1/auth/me' },
  AccountRemoval_remove: { body: { slug: 'acme', reason: 'Ticket 4711' } },
  'AccountRemoval_remove other-slug': {
    on: '/api/v1/support/accounts?search=globex',
    body: { slug: 'acme', reason: 'Ticket 4711' },
  },
  ExpenseReports_create: { body: { title: 'Train', currency: 'EUR', total: 1 } },
  ExpenseReports_change: { on: ALL_REPORTS },
  'ExpenseReports_change not-on-behalf': { on: WAITING },
  'ExpenseReports_change report-status': OWN_APPROVED,
  ExpenseReports_remove: { on: ALL_REPORTS },
  'ExpenseReports_remove not-on-behalf': { on: WAITING },
  'ExpenseReports_remove report-status': OWN_APPROVED,
  ReportActions_submit: { on: ALL_REPORTS },
  'ReportActions_submit not-on-behalf': { on: WAITING },
  'ReportActions_submit report-status': OWN_APPROVED,
  ReportActions_retract: { on: ALL_REPORTS },
  'ReportActions_retract not-on-behalf': { on: WAITING },
  'ReportActions_retract report-status': OWN_APPROVED,
  ReportActions_approve: { on: ALL_REPORTS, body: {} },
  'ReportActions_approve not-your-decision': { on: WAITING, body: {} },
  'ReportActions_approve report-status': { on: APPROVED, body: {} },
  ReportActions_reject: { on: ALL_REPORTS, body: {} },
  'ReportActions_reject not-your-decision': { on: WAITING, body: {} },
  'ReportActions_reject report-status': { on: APPROVED, body: {} },
  ReportActions_close: { on: ALL_REPORTS },
  'ReportActions_close role-needed': OWN_APPROVED,
  'ReportActions_close report-status': { on: WAITING },
  ReportActions_reassign: { on: ALL_REPORTS, body: REASSIGNED },
  'ReportActions_reassign role-needed': { ...OWN_APPROVED, body: REASSIGNED },
  'ReportActions_reassign approver-unusable': { on: WAITING, body: { approverId: DEMO_IDS.lotte } },
  'ReportActions_reassign report-status': { on: APPROVED, body: REASSIGNED },
  ApprovalPolicy_change: { on: '/api/v1/organizations' },
  'ApprovalPolicy_change unknown-user': {
    on: '/api/v1/organizations',
    body: { finalApproverId: '4711' },
  },
  'ApprovalPolicy_change unknown-group': { on: '/api/v1/organizations', body: { finalGroupId: '4711' } },
  Deputies_add: { body: { deputyId: DEMO_IDS.thomas, ...PERIOD } },
  'Deputies_add unknown-user': { body: { deputyId: '4711', ...PERIOD } },
  'Deputies_add deputy-unusable': {
    on: '/api/v1/users?search=okta',
    body: { deputyId: '{id}', ...PERIOD },
  },
  'Deputies_add role-needed': {
    ...OWN_APPROVED,
    body: { userId: DEMO_IDS.mira, deputyId: DEMO_IDS.thomas, ...PERIOD },
  },
  Modules_switchExpenses: { body: { enabled: true, reason: 'Ticket 4711' } },
  'SupportEvents_get unknown-event': { on: '/api/v1/support/accounts' },
  'SupportRuns_get unknown-run': { on: '/api/v1/support/accounts' },
  'SupportRuns_changes unknown-run': { on: '/api/v1/support/accounts' },
  SupportUndo_start: { body: { reason: 'Ticket 4711' } },
  'SupportUndo_start unknown-run': { on: '/api/v1/support/accounts', body: { reason: 'Ticket 4711' } },
  'SupportUndo_job unknown-job': { on: '/api/v1/support/accounts' },
  SupportSettings_change: { body: { reason: 'Ticket 4711' } },
  Unmasking_event: { body: { reason: 'Ticket 4711' } },
  Unmasking_entry: { body: { reason: 'Ticket 4711' } },
  'SupportAccounts_create invalid-name': { body: { name: ' ', admin: { username: 'admin@acme.example' } } },
  'SupportAccounts_create invalid-slug': {
    body: { name: 'Acme', slug: 'Acme', admin: { username: 'admin@acme.example' } },
  },
  SupportAccounts_create: {
    body: { name: 'Acme', slug: 'acme', admin: { username: 'admin@acme.example' } },
  },
};

/** Refusals that need several requests, a body other than JSON, or an unavailable database; other tests cover them. */
const ELSEWHERE =
  / 429 | (?:key-credential|too-many-keys|too-many-clients|too-many-secrets|no-secrets|too-many-webhooks|too-many-webhook-secrets|still-waiting|no-mail-address|nothing-to-undo|too-many-deputies|undo-running|nobody-managed|deactivation-running|make-local-running|last-admin|last-operator|managed-user|managed-deletion|managed-group|no-name-column|too-many-rows|not-csv)$/;

/** Shown for every body or query, and compared for some operations in `refusals.spec.ts`. */
const GENERAL = / (?:invalid-input|invalid-query|invalid-json|body-too-large|unsupported-media-type)$/;

const FILE = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../docs/openapi.json'), 'utf8'),
) as OpenAPIObject;

const OF_GUARDS = / (?:wrong-password|unknown-key|not-an-admin|not-an-operator)$/;

const CASES = operationsOf(FILE)
  .filter(({ path }) => path.startsWith('/api/v1'))
  .flatMap((operation) =>
    answersOf(operation)
      .filter(([status]) => status.startsWith('4'))
      .flatMap(([status, answer]) =>
        Object.keys(contentOf(answer)?.examples ?? {}).map(
          (id) => `${operation.operationId} ${status} ${id}`,
        ),
      )
      .filter(
        (where) => where.startsWith('Auth_login ') || !(/ 40[13] /.test(where) && OF_GUARDS.test(where)),
      ),
  )
  .filter((where) => !ELSEWHERE.test(where) && !GENERAL.test(where));

describe('the refusals of REST in the OpenAPI document', () => {
  let app: TestApp;
  let document: OpenAPIObject;

  beforeAll(async () => {
    if (lane === undefined) throw new Error('no database lane');
    app = await bootDemo(lane);
    document = await readDocument(app);
    await send(`${app.url}/api/v1/users`, 'POST', {
      headers: { authorization: ADMIN, 'content-type': 'application/json' },
      body: { userName: 'left@acme.example', active: false },
    });
    await send(app.url + WEBHOOKS, 'POST', {
      headers: { authorization: ADMIN, 'content-type': 'application/json' },
      body: { url: 'https://alerts.acme.example/', kinds: ['alarm'] },
    });
  });

  afterAll(() => app.close());

  const authorizationFor = (path: string) => (path.startsWith('/api/v1/support') ? OPERATOR : ADMIN);

  /** The id of the resource, or of the first one of the list. */
  const idAt = async (path: string, authorization: string) => {
    const { body } = await send(app.url + path, 'GET', { headers: { authorization } });
    const [first = body] = (body['items'] ?? []) as { id: string }[];
    return String(first['id']);
  };

  async function refused({ operationId, path, method }: Operation, status: string, refusal: string) {
    const own = ATTEMPTS[`${operationId} ${refusal}`];
    const attempt = own ?? ATTEMPTS[operationId] ?? {};
    const isOff = refusal === 'expenses-module-off';
    const authorization = isOff ? GLOBEX : (attempt.as ?? authorizationFor(path));
    const isUnknown = status === '404' && own === undefined;
    const on = isOff ? '/api/v1/users' : (attempt.on ?? (status === '404' ? undefined : '/api/v1/users'));
    const id = on === undefined || isUnknown ? '4711' : await idAt(on, authorization);
    const sent = attempt.body ?? (method === 'PATCH' ? {} : undefined);
    const body = sent && (JSON.parse(JSON.stringify(sent).replaceAll('{id}', id)) as unknown);
    const target = path.replace('{id}', id).replaceAll(/\{\w+\}/g, status === '404' ? '4711' : id);
    const ifMatch = { stale: 'W/"99"', 'invalid-if-match': ',' }[refusal];
    return send(app.url + target, method, {
      headers: {
        authorization,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
      },
      body,
    });
  }

  it('are shown for every refusal', () => {
    const bare = operationsOf(document)
      .filter(({ path }) => path.startsWith('/api/v1'))
      .flatMap((operation) =>
        answersOf(operation)
          .filter(([status, answer]) => /^[45]/.test(status) && !contentOf(answer)?.examples)
          .map(([status]) => `${operation.operationId} ${status}`),
      );
    expect(bare).toEqual([]);
  });

  it.each(CASES)('match the real ones: %s', async (where) => {
    const [operationId = '', status = '', refusal = ''] = where.split(' ');
    const operation = operationsOf(document).find((candidate) => candidate.operationId === operationId);
    if (!operation) throw new Error(`there is no operation ${operationId}`);
    const answer = await refused(operation, status, refusal);
    expect(answer.status).toBe(Number(status));
    const shown = answerExamples(operation).find((example) => example.where === where)?.value;
    expect(plain(answer.body)).toEqual(plain(shown));
  });
});

/** A body without ids and without the path, which the document shows with parameter names. */
function plain(body: unknown): unknown {
  const { instance, ...rest } = body as Record<string, unknown>;
  expect(instance).toMatch(/^\/api\/v1\//);
  return JSON.parse(JSON.stringify(rest).replaceAll(/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g, 'ID'));
}
