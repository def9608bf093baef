import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addAccount, addUsers, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { databaseLanes } from '../../support/lanes.js';
import { scimError } from '../../support/scim-client.js';

/** More than fit on one page. */
const PEOPLE = 1_050;
const TOTAL = PEOPLE + 1;

describe.each(databaseLanes())('paging by index on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;
  let ids: string[];

  beforeAll(async () => {
    app = await bootApp(lane);
    acme = await addAccount(app);
    ids = [acme.admin.id, ...(await addUsers(app, acme, PEOPLE))];
  });

  afterAll(() => app.close());

  const pageOf = (query: string) => acme.scim.list(`/Users?attributes=id&${query}`);

  it.each([
    ['', 1, 0, 100],
    ['startIndex=1&count=2', 1, 0, 2],
    ['startIndex=3&count=2', 3, 2, 2],
    ['startIndex=0&count=2', 1, 0, 2],
    ['startIndex=-7&count=2', 1, 0, 2],
    ['startIndex=%2B3&count=2', 3, 2, 2],
    ['STARTINDEX=3&Count=2', 3, 2, 2],
    ['count=0', 1, 0, 0],
    ['count=-1', 1, 0, 0],
    ['startIndex=5&count=0', 5, 4, 0],
    ['count=1000', 1, 0, 1000],
    ['count=1001', 1, 0, 1000],
    ['count=99999999999999999999', 1, 0, 1000],
    ['startIndex=1001&count=1000', 1001, 1000, TOTAL - 1000],
    [`startIndex=${TOTAL}`, TOTAL, TOTAL - 1, 1],
    [`startIndex=${TOTAL + 1}`, TOTAL + 1, TOTAL, 0],
    ['startIndex=9007199254740991', Number.MAX_SAFE_INTEGER, TOTAL, 0],
    ['startIndex=99999999999999999999', Number.MAX_SAFE_INTEGER, TOTAL, 0],
    ['count=2&count=3', 1, 0, 3],
    ['sortBy=&count=', 1, 0, 100],
    ['nothing=1&aadOptscim062020&count=2', 1, 0, 2],
  ])('%s: from %i, %i skipped, %i on the page', async (query, startIndex, skipped, itemsPerPage) => {
    const page = await pageOf(query);
    expect(page.Resources.map(({ id }) => id)).toEqual(ids.slice(skipped, skipped + itemsPerPage));
    expect(page).toEqual({
      schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
      totalResults: TOTAL,
      startIndex,
      itemsPerPage,
      Resources: page.Resources,
    });
  });

  it.each([
    ['startIndex=first'],
    ['startIndex=1.5'],
    ['count=many'],
    ['count=1e2'],
    ['sortBy=userName&sortOrder=upwards'],
  ])('%s is refused', async (query) => {
    const { status, body } = await acme.scim.get(`/Users?${query}`);
    const detail = expect.stringMatching(/^(?:startIndex|count|sortOrder) must be /) as string;
    expect([status, body]).toEqual([400, scimError(400, { scimType: 'invalidValue', detail })]);
  });

  it.each([
    ['startIndex=2&count=2', 'userName sw "person104"', 10],
    ['startIndex=11&count=2', 'userName sw "person104"', 10],
    ['count=0', 'userName sw "person104"', 10],
    ['count=5', 'userName eq "nobody"', 0],
  ])('%s with %s counts all %i matches', async (query, filter, totalResults) => {
    expect(await pageOf(`${query}&filter=${encodeURIComponent(filter)}`)).toMatchObject({ totalResults });
  });

  it('works the same by POST .search, for one endpoint and for all', async () => {
    for (const path of ['/Users/.search', '/.search']) {
      const { status, body } = await acme.scim.post(path, {
        startIndex: 1050,
        count: 50,
        attributes: ['id'],
      });
      expect(status).toBe(200);
      expect(body).toMatchObject({ totalResults: TOTAL, startIndex: 1050, itemsPerPage: 2 });
      expect(body['Resources']).toMatchObject(ids.slice(1049).map((id) => ({ id })));
    }
  });
});
