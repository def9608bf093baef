import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { addAccount, addUsers, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { databaseLanes } from '../../support/lanes.js';
import type { ListResponse } from '../../support/scim-client.js';

/** Okta asks for this many at a time. */
const PAGE = 100;

describe.each(databaseLanes())('an import on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;
  let existing: string[];

  beforeAll(async () => {
    app = await bootApp(lane);
    acme = await addAccount(app);
    existing = [acme.admin.id, ...(await addUsers(app, acme, 250))];
  });

  afterAll(() => app.close());

  const page = (startIndex: number): Promise<ListResponse> =>
    acme.scim.list(`/Users?startIndex=${startIndex}&count=${PAGE}`);

  it('sees every existing user exactly once while others are created', async () => {
    const done = new AbortController();
    onTestFinished(() => done.abort());
    const newcomers: string[] = [];
    const creation = (async () => {
      while (!done.signal.aborted) {
        const created = await Promise.all(
          Array.from({ length: 5 }, (_, at) =>
            acme.scim.create('/Users', { userName: `new${newcomers.length + at}@acme.example` }),
          ),
        );
        newcomers.push(...created.map(({ id }) => id));
      }
    })();

    const seen: string[] = [];
    let total = existing.length;
    for (let startIndex = 1; startIndex <= total; startIndex += PAGE) {
      const { totalResults, itemsPerPage, Resources } = await page(startIndex);
      expect(itemsPerPage).toBe(Resources.length);
      expect(totalResults).toBeGreaterThanOrEqual(total);
      seen.push(...Resources.map(({ id }) => id));
      total = totalResults;
    }
    done.abort();
    await creation;

    expect(newcomers.length).toBeGreaterThan(0);
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen.filter((id) => existing.includes(id)).toSorted()).toEqual(existing.toSorted());
  });

  it('then sees everybody, including inactive users, in the same order each time', async () => {
    await acme.scim.patch(`/Users/${existing.at(-1)}`, [{ op: 'replace', value: { active: false } }]);
    const readAll = async () => {
      const ids: string[] = [];
      const { totalResults } = await acme.scim.list('/Users?count=0');
      while (ids.length < totalResults)
        ids.push(...(await page(ids.length + 1)).Resources.map(({ id }) => id));
      return ids;
    };
    const ids = await readAll();
    expect(ids).toEqual(expect.arrayContaining(existing));
    expect(new Set(ids).size).toBe(ids.length);
    expect(await readAll()).toEqual(ids);
  });
});
