import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work.js';
import type { Author } from '../../../src/platform/database/author.js';
import { UserChanges } from '../../../src/users/user-changes.service.js';
import { UsersService } from '../../../src/users/users.service.js';
import { items, restOf, type RestClient } from '../../rest/rest-client.js';
import { addAccount, addUsers, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { until } from '../../support/condition.js';
import { databaseLanes } from '../../support/lanes.js';
import { resource } from '../../support/scim-client.js';

/** More than a slice of an undo has. */
const LENGTH = 310;

/** The identity provider, as the journal knows it. */
const OKTA: Author = { kind: 'user', id: 'okta', name: 'okta', via: 'scim', address: null };

describe.each(databaseLanes())('undoing a chain of names over two slices on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;
  let rest: RestClient;
  let ids: string[];

  beforeAll(async () => {
    app = await bootApp(lane);
    acme = await addAccount(app);
    rest = restOf(app, acme);
    ids = (await addUsers(app, acme, LENGTH)).toSorted();
  });

  afterAll(() => app.close());

  const namesOf = async () => {
    const users = await app.get(UnitOfWork).read(acme.id, (tx) => app.get(UsersService).select(tx, {}));
    return new Map(users.filter(({ id }) => ids.includes(id)).map(({ id, userName }) => [id, userName]));
  };

  /** Each of `order` takes the name of the one before, who has just given it up. */
  const rename = (order: readonly string[], free: string) =>
    app.get(UnitOfWork).write(acme.id, async (tx) => {
      let userName = free;
      for (const id of order) {
        const user = await app.get(UsersService).get(tx, id, { lock: true });
        await app.get(UserChanges).update(tx.by(OKTA), user, { ...user, userName });
        userName = user.userName;
      }
    });

  const undo = async () => {
    const [run] = items(await rest.get('/provisioning/runs?via=scim'));
    const started = await rest.post(`/provisioning/runs/${run?.id}/undo`, {});
    const job = `/jobs/${String(resource(started, 202)['job'])}`;
    await until('the undo has ended', async () => (await rest.read(job))['state'] !== 'running', 120);
    return rest.read(job);
  };

  it.each(['the first', 'the last'])('gives all names back if %s has taken a free one', async (which) => {
    const before = await namesOf();
    await rename(which === 'the first' ? ids : ids.toReversed(), 'free@acme.example');
    expect(await undo()).toMatchObject({
      state: 'done',
      result: { totals: { restore: LENGTH, skip: 0, impossible: 0 } },
    });
    expect(await namesOf()).toEqual(before);
    await expectFound();
  });

  it('gives none back of a chain that ends at somebody else, and all of a circle', async () => {
    const before = await namesOf();
    await rename(ids, 'free@acme.example');
    const last = before.get(ids.at(-1) ?? '') ?? '';
    const taker = await rest.create('/users', { userName: last });
    expect(await undo()).toMatchObject({ state: 'done', result: { totals: { impossible: LENGTH } } });
    await expectFound();
    await rest.patch(`/users/${taker.id}`, { userName: 'taker@acme.example' });
    expect(await undo()).toMatchObject({ result: { totals: { restore: LENGTH, impossible: 0 } } });
    expect(await namesOf()).toEqual(before);

    await rename([...ids, ids[0] ?? ''], 'aside@acme.example');
    expect(await undo()).toMatchObject({ result: { totals: { restore: LENGTH, impossible: 0 } } });
    expect(await namesOf()).toEqual(before);
  });

  it('reads the changes of one who has a name to be given back in pieces, however many there are', async () => {
    const before = await namesOf();
    const [one = '', other = ''] = ids;
    await rename([one, other], 'free@acme.example');
    const titles = Array.from({ length: LENGTH }, (_, number) => `Title ${number}`);
    await app.get(UnitOfWork).write(acme.id, async (tx) => {
      for (const title of titles) {
        const user = await app.get(UsersService).get(tx, other, { lock: true });
        await app.get(UserChanges).update(tx.by(OKTA), user, { ...user, title });
      }
    });
    app.statements.clear();
    expect(await undo()).toMatchObject({ state: 'done', result: { totals: { impossible: 0 } } });
    expect(await namesOf()).toEqual(before);
    const reads = app.statements.statements.filter((sql) =>
      /^SELECT.*\bdata\b.* FROM .journal_changes\b/.test(sql),
    );
    expect(reads.length).toBeGreaterThan(0);
    for (const sql of reads) expect(sql).toMatch(/LIMIT/);
  });

  /** Users are found by their names. */
  const expectFound = async () => {
    for (const [id, userName] of await namesOf()) {
      if (!ids.slice(290, 310).includes(id)) continue;
      const filter = encodeURIComponent(`userName eq "${userName}"`);
      expect((await acme.scim.list(`/Users?filter=${filter}`)).Resources).toMatchObject([{ id }]);
    }
  };
});
