import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bootApp, type TestApp } from '../../support/app.js';
import { databaseLanes } from '../../support/lanes.js';
import { runsOf } from '../../support/seed.js';
import { addTwoAccounts, type Tenant } from '../../support/two-accounts.js';
import { everything, sendToScim } from './refusals.js';

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';
const EXPENSE = 'urn:declaree:params:scim:schemas:extension:expense:2.0:User';

const NAMES = [
  'userName',
  'displayName',
  'externalId',
  'name',
  'familyName',
  'active',
  'emails',
  'addresses',
  'members',
  'groups',
  'roles',
  'photos',
  'value',
  'type',
  'primary',
  'password',
  'meta',
  'id',
  'schemas',
  'op',
  'path',
  'Operations',
  'manager',
  'organization',
  'role',
  ENTERPRISE,
  EXPENSE,
  '__proto__',
  'constructor',
];

const text = fc.oneof(
  fc.constantFrom('', 'work', 'true', 'False', 'employee', 'Twin NL', '\u0000', '\ud800', '🔑', 'İ'),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom(...NAMES),
);

const scalar = fc.oneof(text, fc.boolean(), fc.constant(null), fc.double(), fc.maxSafeInteger());

/** Any JSON value, often with the names of real attributes. */
const { json } = fc.letrec<{ json: unknown; object: unknown }>((tie) => ({
  json: fc.oneof({ maxDepth: 4 }, scalar, tie('object'), fc.array(tie('json'), { maxLength: 4 })),
  object: fc.dictionary(fc.oneof(fc.constantFrom(...NAMES), text), tie('json'), { maxKeys: 5 }),
}));

const resource = fc
  .tuple(fc.dictionary(fc.constantFrom(...NAMES), json, { maxKeys: 6 }), fc.uuid())
  .map(([members, name]) => ({ userName: `${name}@twin.example`, displayName: name, ...members }));

const word = fc.oneof(
  fc.constantFrom(
    ...NAMES,
    'eq',
    'ne',
    'co',
    'gt',
    'pr',
    'and',
    'or',
    'not',
    '(',
    ')',
    '[',
    ']',
    '.',
    '"',
    "'",
  ),
  fc.constantFrom('"work"', 'true', 'null', '1', '"2024-01-01T00:00:00Z"', 'emails[type eq "work"]'),
  text,
);
/** Something that is almost a path or a filter. */
const phrase = fc
  .tuple(fc.array(word, { maxLength: 8 }), fc.constantFrom(' ', '', '.'))
  .map(([words, between]) => words.join(between));

const operation = fc.record(
  { op: fc.constantFrom('add', 'Replace', 'remove', 'move'), path: phrase, value: json },
  { requiredKeys: ['op'] },
);

const body = fc.oneof(
  json,
  resource,
  fc.array(operation, { maxLength: 4 }).map((Operations) => ({ Operations })),
);

describe.each(databaseLanes())('random input on $name', (lane) => {
  let app: TestApp;
  let tenant: Tenant;
  let userId: string;
  let groupId: string;

  beforeAll(async () => {
    app = await bootApp(lane);
    [tenant] = await addTwoAccounts(app);
    const emails = [{ value: 'mira@twin.example', type: 'work' }];
    userId = (await tenant.scim('POST /Users', { body: { userName: 'mira@twin.example', emails } })).body.id;
    const group = { displayName: 'Approvers', members: [{ value: userId }] };
    groupId = (await tenant.scim('POST /Groups', { body: group })).body.id;
  });

  afterAll(() => app.close());

  const line = () =>
    fc.constantFrom(
      { method: 'POST', path: '/Users' },
      { method: 'PUT', path: '/Users' },
      { method: 'PUT', path: `/Users/${userId}` },
      { method: 'PATCH', path: `/Users/${userId}` },
      { method: 'POST', path: '/Groups' },
      { method: 'PUT', path: `/Groups/${groupId}` },
      { method: 'PATCH', path: `/Groups/${groupId}` },
    );

  const remove = async (path: string) => {
    expect((await sendToScim(app.url, tenant, { method: 'DELETE', path })).status).toBe(204);
  };

  it('is stored or refused as a whole, and never breaks the server', async () => {
    // What is stored, unless that may have changed.
    let known: unknown[] | undefined;
    await fc.assert(
      fc.asyncProperty(line(), body, async (target, sent) => {
        const before = (known ??= await everything(tenant));
        const request = { ...target, body: JSON.stringify(sent) };
        const { status, body: answer } = await sendToScim(app.url, tenant, request);
        const isKept = status < 400 || isDeepStrictEqual(await everything(tenant), before);
        expect(isKept).toBe(true);
        if (status < 400) known = undefined;
        if (status === 201) await remove(`${target.path}/${String(answer['id'])}`);
      }),
      { numRuns: runsOf(150) },
    );
  });

  it('is read back as it was answered', async () => {
    await fc.assert(
      fc.asyncProperty(resource, async (sent) => {
        const request = { method: 'POST', path: '/Users', body: JSON.stringify(sent) };
        const { status, body: answer } = await sendToScim(app.url, tenant, request);
        fc.pre(status === 201);
        const path = `/Users/${String(answer['id'])}`;
        expect((await sendToScim(app.url, tenant, { method: 'GET', path })).body).toEqual(answer);
        await remove(path);
      }),
      { numRuns: runsOf(60) },
    );
  });

  it('in a query gets a page or a SCIM error', async () => {
    const parameter = fc.tuple(
      fc.constantFrom('filter', 'startIndex', 'count', 'sortBy', 'sortOrder', 'attributes', 'cursor'),
      fc.oneof(phrase, fc.integer().map(String)),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('/Users', '/Groups', `/Users/${userId}`),
        fc.array(parameter, { maxLength: 4 }),
        async (path, parameters) => {
          const query = new URLSearchParams(parameters).toString();
          const { status } = await sendToScim(app.url, tenant, { method: 'GET', path: `${path}?${query}` });
          expect([200, 400]).toContain(status);
        },
      ),
      { numRuns: runsOf(150) },
    );
  });
});
