import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { nearlyPath, nearlyUser } from '../protocol/support/arbitraries.js';
import { addAccount, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { databaseLanes } from '../../support/lanes.js';
import { SCIM_TYPE, send, type Answer } from '../../support/scim-client.js';
import { runsOf } from '../../support/seed.js';

interface BulkResult {
  status: string;
  response?: Record<string, unknown>;
}

const ERROR = 'urn:ietf:params:scim:api:messages:2.0:Error';
const RUNS = { numRuns: runsOf(80) };

/** A placeholder for the id of an existing resource. */
const HERE = 'HERE';

const anything = fc.oneof(
  fc.constantFrom(null, '', 'x', HERE, 0, -1, 1e308, true, [], {}, 'bulkId:a', '\u0000', '\ud800'),
  fc.jsonValue({ maxDepth: 3 }),
);

const objectOf = (...names: string[]) =>
  fc.dictionary(fc.constantFrom(...names), anything, { maxKeys: names.length });

const nearlyGroup = fc.oneof(
  { weight: 1, arbitrary: fc.jsonValue() },
  {
    weight: 4,
    arbitrary: fc.record(
      {
        displayName: fc.oneof(fc.string(), anything),
        members: fc.oneof(anything, fc.array(objectOf('value', 'type', '$ref', 'display'), { maxLength: 3 })),
        externalId: anything,
        schemas: anything,
        constructor: anything,
      },
      { requiredKeys: [] },
    ),
  },
);

const nearlyOperation = fc.record(
  {
    op: fc.constantFrom('add', 'Replace', 'REMOVE', 'move', null, 7),
    path: fc.oneof(
      nearlyPath,
      fc.constantFrom('members', 'members[value eq "HERE"]', 'displayName'),
      anything,
    ),
    value: fc.oneof(anything, nearlyUser, fc.array(objectOf('value', 'type', 'primary'), { maxLength: 3 })),
  },
  { requiredKeys: [] },
);

const nearlyPatch = fc.oneof(
  { weight: 1, arbitrary: fc.jsonValue() },
  {
    weight: 6,
    arbitrary: fc.record({ Operations: fc.array(nearlyOperation, { minLength: 1, maxLength: 3 }) }),
  },
);

const nearlyBulk = fc.oneof(
  { weight: 1, arbitrary: objectOf('Operations', 'failOnErrors', 'schemas') },
  {
    weight: 4,
    arbitrary: fc.record({
      Operations: fc.array(
        fc.oneof(
          anything,
          fc.record(
            {
              method: fc.constantFrom('POST', 'put', 'PATCH', 'DELETE', 'GET', 7),
              path: fc.oneof(
                fc.constantFrom('/Users', '/Groups', '/Users/HERE', '/Users/bulkId:a'),
                anything,
              ),
              bulkId: fc.constantFrom('a', 'b', 7),
              version: fc.constantFrom('W/"1"', 'W/"9"', 7),
              data: fc.oneof(nearlyUser, nearlyGroup, nearlyPatch),
            },
            { requiredKeys: [] },
          ),
        ),
        { maxLength: 4 },
      ),
    }),
  },
);

const nearlySearch = fc.oneof(
  { weight: 1, arbitrary: fc.jsonValue() },
  {
    weight: 4,
    arbitrary: fc.record(
      {
        filter: fc.oneof(nearlyPath, anything),
        sortBy: fc.oneof(nearlyPath, anything),
        sortOrder: fc.constantFrom('ascending', 'DESCENDING', 'up', 7),
        startIndex: anything,
        count: anything,
        cursor: anything,
        attributes: fc.oneof(nearlyPath, fc.array(nearlyPath, { maxLength: 3 }), anything),
        excludedAttributes: anything,
      },
      { requiredKeys: [] },
    ),
  },
);

/** The faults of an answer to any request. */
function faultsOf({ status, headers, body }: Answer): string[] {
  const type = headers.get('content-type') ?? '';
  if (status < 400) return [];
  return [...errorFaults(status, body), ...(type.startsWith(SCIM_TYPE) ? [] : [`an error as ${type}`])];
}

/** The faults of an error body (RFC 7644 §3.12). */
function errorFaults(status: number, body: Record<string, unknown> | undefined): string[] {
  const isSound =
    String(body?.['schemas']) === ERROR &&
    body?.['status'] === String(status) &&
    /\S/.test(String(body['detail']));
  return [...(status < 500 ? [] : [`status ${status}`]), ...(isSound ? [] : [JSON.stringify(body)])];
}

const resultsOf = ({ body }: Answer) => (body['Operations'] ?? []) as BulkResult[];

/** The faults of the failed operations of a bulk request. */
function bulkFaults(results: readonly BulkResult[]): string[] {
  const failed = results.filter(({ status }) => Number(status) >= 400);
  return failed.flatMap(({ status, response }) => errorFaults(Number(status), response));
}

describe.each(databaseLanes())('any body on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;
  let userId: string;
  let groupId: string;
  /** What is stored, unless that may have changed. */
  let known: unknown;

  beforeAll(async () => {
    app = await bootApp(lane);
  });

  beforeEach(async () => {
    known = undefined;
    acme = await addAccount(app);
    userId = (await acme.scim.create('/Users', { userName: 'mira@acme.example' })).id;
    groupId = (await acme.scim.create('/Groups', { displayName: 'Sales', members: [{ value: userId }] })).id;
  });

  afterAll(() => app.close());

  /** The body as text, with the placeholder replaced by the id of a user. */
  const textOf = (body: unknown) => (JSON.stringify(body) ?? 'null').replaceAll(HERE, userId);

  const stored = async () => {
    const lists = ['/Users', '/Groups'].map((path) => acme.scim.list(`${path}?count=1000`));
    return (await Promise.all(lists)).map(({ totalResults, Resources }) => ({ totalResults, Resources }));
  };

  /** Writes. Fails if something has changed although the write is refused. */
  const expectRefusedWhole = async (
    write: () => Promise<Answer>,
    statusOf = ({ status }: Answer) => status,
  ) => {
    const before = (known ??= await stored());
    const answer = await write();
    if (statusOf(answer) < 400) known = undefined;
    else expect(await stored()).toEqual(before);
    return answer;
  };

  const patch = (path: string, body: string) =>
    send(acme.scim.baseUrl + path, 'PATCH', {
      headers: { authorization: acme.scim.authorization, 'content-type': SCIM_TYPE },
      body,
    });

  const WRITES: [string, fc.Arbitrary<unknown>, (body: string) => Promise<Answer>][] = [
    ['POST /Users', nearlyUser, (body) => acme.scim.post('/Users', body)],
    ['PUT /Users/{id}', nearlyUser, (body) => acme.scim.put(`/Users/${userId}`, body)],
    ['PUT /Users', nearlyUser, (body) => acme.scim.put('/Users', body)],
    ['PATCH /Users/{id}', nearlyPatch, (body) => patch(`/Users/${userId}`, body)],
    ['POST /Groups', nearlyGroup, (body) => acme.scim.post('/Groups', body)],
    ['PUT /Groups/{id}', nearlyGroup, (body) => acme.scim.put(`/Groups/${groupId}`, body)],
    ['PATCH /Groups/{id}', nearlyPatch, (body) => patch(`/Groups/${groupId}`, body)],
  ];

  it.each(WRITES)(
    '%s gets a valid answer, and nothing is stored if it is refused',
    async (_, bodies, write) => {
      await fc.assert(
        fc.asyncProperty(bodies, async (body) => {
          const answer = await expectRefusedWhole(() => write(textOf(body)));
          expect(faultsOf(answer)).toEqual([]);
        }),
        RUNS,
      );
    },
  );

  it('POST /Bulk gets valid answers, operation by operation', async () => {
    await fc.assert(
      fc.asyncProperty(nearlyBulk, async (body) => {
        const answer = await expectRefusedWhole(
          () => acme.scim.post('/Bulk', textOf(body)),
          (bulk) => Math.min(...resultsOf(bulk).map(({ status }) => Number(status)), 599),
        );
        expect([...faultsOf(answer), ...bulkFaults(resultsOf(answer))]).toEqual([]);
      }),
      RUNS,
    );
  });

  it.each(['/.search', '/Users/.search', '/Groups/.search'])('POST %s gets a valid answer', async (path) => {
    await fc.assert(
      fc.asyncProperty(nearlySearch, async (body) => {
        expect(faultsOf(await acme.scim.post(path, textOf(body)))).toEqual([]);
      }),
      RUNS,
    );
  });

  it.each(['/Users', '/Groups'])('GET %s gets a valid answer to any query', async (path) => {
    const text = fc.oneof(nearlyPath, fc.string());
    const query = fc.dictionary(
      fc.constantFrom(
        'filter',
        'sortBy',
        'sortOrder',
        'startIndex',
        'count',
        'cursor',
        'attributes',
        '__proto__',
      ),
      text,
    );
    await fc.assert(
      fc.asyncProperty(query, async (parameters) => {
        const entries = Object.entries(parameters).map(
          ([name, value]) => `${name}=${encodeURIComponent(value)}`,
        );
        expect(faultsOf(await acme.scim.get(`${path}?${entries.join('&')}`))).toEqual([]);
      }),
      RUNS,
    );
  });
});
