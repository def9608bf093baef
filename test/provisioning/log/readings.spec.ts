import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Change } from '../../../src/common/changes.js';
import { OPERATIONS } from '../../../src/provisioning/log/provisioning-event.entity.js';
import type { RecordedEvent } from '../../../src/provisioning/log/recorded-event.js';
import { readingOf } from '../../../src/provisioning/log/readings.js';

const SOURCE = join(import.meta.dirname, '../../../src');
const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

/** Clients by their names without the version, their product, and where it keeps the connection. */
const KNOWN_CLIENTS = [
  ['Okta SCIM Client', 'Okta', 'Provisioning > Integration, and press Test API Credentials'],
  ['OKTA SCIM Integration', 'Okta', 'Provisioning > Integration'],
  ['Microsoft Azure AD SCIM provisioning', 'Entra ID', 'and press Test Connection'],
  ['OneLogin', 'OneLogin', 'on the tab Configuration of the app, and press Enable at API Connection'],
  ['JumpCloud', 'JumpCloud', 'on the tab Identity Management'],
  ['Google-Auto-Provisioning', 'Google', 'under Autoprovisioning'],
  ['Apache-HttpClient', 'Ping', 'PingFederate'],
  ['PingOne', 'Ping', 'Integrations > Provisioning'],
] as const;

const PRODUCTS = ['Okta', 'Entra ID', 'OneLogin', 'JumpCloud', 'Google', 'Ping'];

/** Folders of the program that SCIM requests do not reach. */
const ELSEWHERE =
  /^(?:cli|console|demo|directory\/list|doctor|metrics|operators|platform\/(?:health|mail)|provisioning\/(?:alarms|drift|notifications|undo)|rest|support)\//;

/** Refusals of other APIs by code that SCIM shares, and of input that is not a valid HTTP request. */
const NEVER_OVER_SCIM = [
  'approver-unusable',
  'deputy-unusable',
  'too-many-deputies',
  'expenses-module-off',
  'not-on-behalf',
  'not-your-decision',
  'report-status',
  'role-needed',
  'invalid-http',
  'invalid-input',
  'insufficient-scope',
  'connection-name-taken',
  'managed',
  'key-credential',
  'no-secrets',
  'not-an-operator',
  'not-in-the-future',
  'organization-cycle',
  'organization-has-children',
  'organization-in-use',
  'organization-name-taken',
  'other-slug',
  'reset-token-invalid',
  'slug-taken',
  'too-late',
  'too-many-clients',
  'too-many-keys',
  'too-many-secrets',
  'unknown-manager',
  'unknown-parent',
  'unknown-redirect',
  'wrong-current-password',
];

const event = (facts: Partial<RecordedEvent>): RecordedEvent => ({
  count: 1,
  id: '0199f3a6-5d2c-7a41-9c0e-3f1b6a7d8e90',
  time: '2026-11-24T08:15:00.000Z',
  actor: 'okta@acme.example',
  operation: 'patch',
  resourceType: 'User',
  resourceId: '0199f3a6-5d2c-7a41-9c0e-3f1b6a7d8e91',
  outcome: 'success',
  status: 200,
  detail: null,
  code: null,
  durationMs: 12,
  client: 'Okta SCIM Client',
  changes: [],
  subject: null,
  refused: null,
  ...facts,
});

const refused = (code: string | null, facts: Partial<RecordedEvent> = {}) =>
  readingOf(event({ outcome: 'failure', status: 400, code, ...facts }));

/** The codes of refusals and warnings in the program's source. */
async function codesIn(accept: (path: string) => boolean): Promise<string[]> {
  const paths = await readdir(SOURCE, { recursive: true });
  const codes = new Set<string>();
  for (const path of paths.filter((each) => /\.tsx?$/.test(each) && accept(each))) {
    const text = await readFile(join(SOURCE, path), 'utf8');
    for (const [, value = ''] of text.matchAll(/\bcode: ([^,;\n]+)/g)) {
      for (const [, code = ''] of value.matchAll(/'([a-z-]+)'/g)) codes.add(code);
    }
    for (const [, code = ''] of text.matchAll(/defineRefusal\(\s*'[a-z-]+',\s*'([a-z-]+)'/g)) codes.add(code);
    // The union of kinds and the union of the protocol's codes.
    const unions = text.matchAll(/export type (?:ErrorKind|ScimErrorCode) =([^;]+);/g);
    for (const [, union = ''] of unions) {
      for (const [, code = ''] of union.matchAll(/'([a-z-]+)'/g)) codes.add(code);
    }
  }
  return [...codes].toSorted();
}

describe('the advice for a refusal over SCIM', async () => {
  const codes = await codesIn((path) => !ELSEWHERE.test(path));
  const own = codes.filter((code) => !NEVER_OVER_SCIM.includes(code));

  it('is searched for in the whole source', () => {
    expect(own).toEqual(
      expect.arrayContaining(['wrong-password', 'invalid-filter', 'not-found', 'internal']),
    );
    expect(own).toEqual(expect.arrayContaining(['user-name-taken', 'user-name-taken-by-inactive']));
    expect(codes).toEqual(expect.arrayContaining(NEVER_OVER_SCIM));
  });

  const clients = [...KNOWN_CLIENTS.map(([client]) => client), null];

  it.each(own)('exists for %s, in the terms of every product', (code) => {
    const unnamed = refused(null);
    const cases = clients.flatMap((client) =>
      (['User', 'Group', null] as const).map((resourceType) => ({ client, resourceType })),
    );
    for (const facts of cases) {
      for (const operation of OPERATIONS) {
        const { reading, advice } = refused(code, { ...facts, operation });
        expect(reading).toMatch(/^(?:Could not [a-z ]+|[A-Z].* was refused): [^.].*[^.]\.$/);
        expect(advice).toMatch(/^[A-Z].{20,}\.$/);
        expect(advice).not.toBe(unnamed.advice);
        expect(reading + String(advice)).not.toContain('undefined');
      }
    }
  });
});

describe('the advice in the terms of a product', () => {
  it.each(KNOWN_CLIENTS)('is for %s', (client, name, connection) => {
    const password = refused('wrong-password', { client }).advice ?? '';
    expect(password).toContain(connection);
    const texts = ['user-name-taken', 'unknown-role', 'invalid-value', 'unknown-organization'].map(
      (code) => refused(code, { client }).advice ?? '',
    );
    for (const text of [password, ...texts]) {
      const others = PRODUCTS.filter((product) => product !== name && text.includes(product));
      expect({ text, others }).toEqual({ text, others: [] });
    }
    expect(texts.join(' ')).toContain(name);
  });

  it.each([null, 'curl', 'node', 'python-requests', 'Mozilla'])(
    'does not name a product for %s',
    (client) => {
      for (const code of ['wrong-password', 'user-name-taken', 'group-name-taken', 'not-found']) {
        const { advice } = refused(code, { client });
        expect(PRODUCTS.filter((product) => advice?.includes(product))).toEqual([]);
      }
    },
  );
});

describe('the reading of a failure', () => {
  it('names the event for support if the error is on our side', () => {
    const { reading, advice } = refused('internal', { status: 500, operation: 'create' });
    expect(reading).toBe("Could not create a user: there was an error on Declaree's side.");
    expect(advice).toContain('0199f3a6-5d2c-7a41-9c0e-3f1b6a7d8e90');
    expect(advice).toContain('2026-11-24T08:15:00.000Z');
  });

  it.each([
    ['create', 'User', 'Could not create a user'],
    ['replace', 'Group', 'Could not update a group'],
    ['delete', 'User', 'Could not delete a user'],
    ['read', 'Group', 'Reading a group was refused'],
    ['authenticate', 'User', 'Logging in as okta@acme.example was refused'],
    ['create', null, 'A request was refused'],
  ] as const)('of %s of a %s begins "%s"', (operation, resourceType, words) => {
    expect(refused('forbidden', { operation, resourceType }).reading).toBe(`${words}: this is not allowed.`);
  });

  it('of a list names no single resource', () => {
    const { reading } = refused('invalid-filter', { operation: 'read', resourceId: null });
    expect(reading).toBe('Listing users was refused: the filter cannot be read.');
  });

  it.each([409, 503])('of status %i without a code, as in older events, still says what to do', (status) => {
    const { reading, advice } = refused(null, { status });
    expect(reading).toMatch(/\.$/);
    expect(advice).not.toBeNull();
  });
});

describe('the reading of a success', () => {
  const ids = (count: number) => Array.from({ length: count }, (_, index) => `id-${index}`);
  const success = (facts: Partial<RecordedEvent>) => readingOf(event(facts));
  const changes = (...paths: string[]): Change[] => paths.map((path) => ({ path, new: 'x' }));

  it.each<[string, Partial<RecordedEvent>]>([
    ['Changed title.', { changes: changes('title') }],
    ['Changed title and department.', { changes: changes('title', `${ENTERPRISE}:department`) }],
    [
      'Changed manager.',
      { changes: changes(`${ENTERPRISE}:manager.value`, `${ENTERPRISE}:manager.displayName`) },
    ],
    ['Changed a, b, c and d.', { changes: changes('a', 'b', 'c', 'd') }],
    ['Changed a, b, c and 2 more attributes.', { changes: changes('a', 'b', 'c', 'd', 'e') }],
    ['No change: already up to date.', { operation: 'replace' }],
    [
      'Created user mira.',
      { operation: 'create', changes: changes('title').concat({ path: 'userName', new: 'mira' }) },
    ],
    ['Deleted user mira.', { operation: 'delete', changes: [{ path: 'userName', old: 'mira' }] }],
    ['Deactivated user.', { operation: 'deactivate', changes: [{ path: 'active', old: true, new: false }] }],
    ['Reactivated user and changed title.', { operation: 'reactivate', changes: changes('active', 'title') }],
    ['Set the password.', { operation: 'password', changes: [{ path: 'password' }] }],
    ['Added 2 members.', { resourceType: 'Group', changes: [{ path: 'members', new: ids(2) }] }],
    [
      'Added 1 member, removed 3 members, changed displayName.',
      {
        resourceType: 'Group',
        changes: [...changes('displayName'), { path: 'members', old: ids(3), new: ids(1) }],
      },
    ],
    [
      'Created group Approvers with 100 members.',
      {
        operation: 'create',
        resourceType: 'Group',
        changes: [
          { path: 'displayName', new: 'Approvers' },
          { path: 'members', new: [...ids(5), 'and 95 more'] },
        ],
      },
    ],
  ])('is: %s', (reading, facts) => {
    expect(success(facts)).toEqual({ reading, advice: null });
  });

  it('says what the warning is, and what to do', () => {
    const { reading, advice } = success({ operation: 'create', status: 201, code: 'unknown-organization' });
    expect(reading).toBe('Created user, but its organization does not exist, so the user is in another one.');
    expect(advice).toContain('organization');
  });
});
