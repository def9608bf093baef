import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Group } from '../../../src/groups/group.entity.js';
import type { AccountTransaction } from '../../../src/platform/database/account-transaction.js';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work.js';
import { addAccount, addUsers, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { databaseLanes } from '../../support/lanes.js';
import type { Resource } from '../../support/scim-client.js';

const MEMBERS = 2_500;
/** After this time without requests of others, an account is alone. */
const ALONE_AFTER_MS = 1_100;

describe.each(databaseLanes())('reading large groups on $name', (lane) => {
  const isServer = lane.server !== undefined;
  let app: TestApp;
  let acme: TestAccount;
  let other: TestAccount;
  let ids: string[];
  let large: Resource;

  beforeAll(async () => {
    app = await bootApp(lane);
    acme = await addAccount(app);
    other = await addAccount(app);
    ids = await addUsers(app, acme, MEMBERS);
    const members = ids.map((value) => ({ value }));
    large = await acme.scim.create('/Groups', { displayName: 'Everybody', members });
    await acme.scim.create('/Groups', { displayName: 'Some', members: members.slice(0, 600) });
    await acme.scim.create('/Groups', { displayName: 'Few', members: members.slice(600, 900) });
    await acme.scim.create('/Groups', { displayName: 'Nobody' });
  });

  afterAll(() => app.close());

  const memberIds = ({ members }: Record<string, unknown>) =>
    ((members ?? []) as { value: string }[]).map(({ value }) => value);

  /** How many statements read members with their names while `work` runs. */
  const readsDuring = async (work: () => Promise<void>): Promise<number> => {
    app.statements.clear();
    await work();
    return app.statements.statements.filter((sql) => / FROM `group_members` t LEFT JOIN `users`/.test(sql))
      .length;
  };

  const readLarge = async () => {
    const group = await acme.scim.read(`/Groups/${large.id}`);
    expect(memberIds(group)).toEqual(ids);
  };

  it('takes one statement for an account that is alone, and parts while others are active', async () => {
    await sleep(ALONE_AFTER_MS);
    expect(await readsDuring(readLarge)).toBe(1);
    await other.scim.get('/Users?count=1');
    expect(await readsDuring(readLarge)).toBe(isServer ? 3 : 1);
  });

  it('gives each group of a page its members', async () => {
    await other.scim.get('/Users?count=1');
    const reads = await readsDuring(async () => {
      const { Resources } = await acme.scim.list('/Groups');
      expect(Resources.map((group) => [group['displayName'], memberIds(group)])).toEqual([
        ['Everybody', ids],
        ['Some', ids.slice(0, 600)],
        ['Few', ids.slice(600, 900)],
        ['Nobody', []],
      ]);
    });
    expect(reads).toBe(isServer ? 4 : 1);
  });

  it('takes one statement in a transaction that changes the group', async () => {
    await other.scim.get('/Users?count=1');
    const body = { displayName: 'Everybody', members: ids.map((value) => ({ value })), externalId: 'all' };
    const reads = await readsDuring(async () => {
      expect(memberIds((await acme.scim.put(`/Groups/${large.id}`, body)).body)).toEqual(ids);
    });
    expect(reads).toBe(1);
  });

  const nameOf = async (tx: AccountTransaction) =>
    (await tx.find(Group, { columns: ['displayName'], orderBy: [{ column: 'id' }] }))?.displayName;
  const rename = (displayName: string) =>
    acme.scim.patch(`/Groups/${large.id}`, [{ op: 'replace', path: 'displayName', value: displayName }]);

  it.runIf(isServer)('sees one state of the database, and later reads see the next one', async () => {
    const seen = await app.get(UnitOfWork).read(acme.id, (tx) =>
      tx.gradually(async (pace) => {
        const before = await nameOf(tx);
        await rename('Renamed');
        await pace.rest();
        return [before, await nameOf(tx)];
      }),
    );
    expect(seen).toEqual(['Everybody', 'Everybody']);
    const later = Array.from({ length: 20 }, () => app.get(UnitOfWork).read(acme.id, nameOf));
    expect(new Set(await Promise.all(later))).toEqual(new Set(['Renamed']));
  });

  it('ends its snapshot if the work fails', async () => {
    const failed = app.get(UnitOfWork).read(acme.id, (tx) =>
      tx.gradually(async () => {
        await nameOf(tx);
        throw new Error('of the work');
      }),
    );
    await expect(failed).rejects.toThrow('of the work');
    await rename('Last');
    const later = Array.from({ length: 20 }, () => app.get(UnitOfWork).read(acme.id, nameOf));
    expect(new Set(await Promise.all(later))).toEqual(new Set(['Last']));
  });
});
