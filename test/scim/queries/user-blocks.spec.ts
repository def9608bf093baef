import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DomainError } from '../../../src/common/errors.js';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work.js';
import { idIs } from '../../../src/platform/database/sql/predicate.js';
import { UserBlock } from '../../../src/users/user-block.entity.js';
import { UserBlockKeeper } from '../../../src/users/user-block-keeper.service.js';
import { BLOCK_SIZE, UserBlocks } from '../../../src/users/user-blocks.service.js';
import { UserBlockIndex } from '../../../src/users/user-block-index.js';
import { User } from '../../../src/users/user.entity.js';
import { userColumns } from '../../../src/users/user-columns.js';
import { USER_COLUMNS, type UserFields } from '../../../src/users/user-fields.js';
import { UserChanges } from '../../../src/users/user-changes.service.js';
import { UsersService } from '../../../src/users/users.service.js';
import { addAccount, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { until } from '../../support/condition.js';
import { databaseLanes } from '../../support/lanes.js';
import { UNRECORDED } from '../../support/authors.js';

/** Three blocks, and more users after them than one block has. */
const PEOPLE = 4_500;

describe('the start of a page of all users', () => {
  it('is after as many users as it skips, whatever the blocks hold', () => {
    const blocks = fc.array(fc.nat({ max: 5 }), { maxLength: 8 });
    fc.assert(
      fc.property(blocks, fc.nat({ max: 40 }), (sizes, offset) => {
        const totals = sizes.map((total, index) => ({ lastId: `block ${index}`, total }));
        const begun = new UserBlockIndex(totals).locate(offset);
        const passed = totals.findIndex(({ lastId }) => lastId === begun.after) + 1;
        const before = totals.slice(0, passed).reduce((sum, { total }) => sum + total, 0);
        expect(before + begun.offset).toBe(offset);
        expect(begun.offset).toBeLessThan(totals[passed]?.total ?? Infinity);
      }),
    );
  });
});

/** Retries the work if others blocked it for too long, as may happen on a slow machine. Clients retry too. */
const insist = (what: string, work: () => Promise<unknown>) =>
  until(what, () =>
    work().then(
      () => true,
      (error: unknown) => {
        if (error instanceof DomainError && error.kind === 'unavailable') return false;
        throw error;
      },
    ),
  );

describe.each(databaseLanes())('all users of an account on $name, counted in blocks', (lane) => {
  let app: TestApp;
  let acme: TestAccount;

  beforeAll(async () => {
    app = await bootApp(lane);
    acme = await addAccount(app);
    await addPeople('person', PEOPLE);
  });

  afterAll(() => app.close());

  const addPeople = (word: string, count: number) =>
    app.get(UnitOfWork).write(acme.id, (tx) =>
      app.get(UserChanges).createAll(
        tx.by(UNRECORDED),
        Array.from({ length: count }, (_, number) => ({
          organizationId: acme.organizations.parent.id,
          userName: `${word}-${number}@acme.example`,
        })),
      ),
    );

  /** The ids in the table, without using blocks. */
  const idsInTable = async () => {
    const rows = await app
      .get(UnitOfWork)
      .read(acme.id, (tx) => tx.select(User, { columns: ['id'], orderBy: [{ column: 'id' }] }));
    return rows.map(({ id }) => id);
  };

  const blocks = () =>
    app.get(UnitOfWork).read(acme.id, (tx) =>
      tx.select(UserBlock, {
        columns: ['lastId', 'total'],
        orderBy: [{ column: 'number' }],
      }),
    );

  const page = async (startIndex: number, count: number) => {
    const { Resources, totalResults } = await acme.scim.list(
      `/Users?startIndex=${startIndex}&count=${count}&attributes=id`,
    );
    return { ids: Resources.map(({ id }) => id), totalResults };
  };

  /** Compares pages at many offsets, including the ends of blocks, with the table. */
  const expectExact = async () => {
    const ids = await idsInTable();
    const { lastId } = await app.get(UnitOfWork).read(acme.id, (tx) => app.get(UserBlocks).index(tx));
    const ends = lastId === undefined ? [] : [ids.indexOf(lastId), ids.indexOf(lastId) + 1];
    for (const offset of [0, BLOCK_SIZE - 1, BLOCK_SIZE, 2_345, ...ends, ids.length - 2, ids.length + 50]) {
      const found = await page(offset + 1, 3);
      expect({ offset, ...found }).toEqual({
        offset,
        ids: ids.slice(offset, offset + 3),
        totalResults: ids.length,
      });
    }
  };

  const keep = () => app.get(UserBlockKeeper).closeDue();

  it('are exact before there is a block', async () => {
    expect(await blocks()).toEqual([]);
    await expectExact();
  });

  it('are exact once the server has closed blocks', async () => {
    await keep();
    const closed = await blocks();
    expect(closed.map(({ total }) => total)).toEqual([BLOCK_SIZE, BLOCK_SIZE, BLOCK_SIZE]);
    await expectExact();
    await keep();
    expect(await blocks()).toEqual(closed);
  });

  it('are exact when users of a block are deleted, including its last one', async () => {
    const [first] = await blocks();
    const ids = await idsInTable();
    const gone = [ids[1], ids[500], first?.lastId, ids[BLOCK_SIZE + 7], ids.at(-1)];
    for (const id of gone) expect((await acme.scim.delete(`/Users/${id}`)).status).toBe(204);
    expect((await blocks()).map(({ total }) => total)).toEqual([BLOCK_SIZE - 3, BLOCK_SIZE - 1, BLOCK_SIZE]);
    await expectExact();
  });

  it('are exact when the clock of another process is slow, so that new users are between old ones', async () => {
    const early = '01234567-89ab-7000-8000-00000000000';
    const [model] = await app
      .get(UnitOfWork)
      .read(acme.id, (tx) => app.get(UsersService).select(tx, { limit: 1, orderBy: [{ column: 'id' }] }));
    if (!model) throw new Error('there is nobody');
    const fields = Object.fromEntries(USER_COLUMNS.map((name) => [name, model[name]])) as UserFields;
    const { size, version, createdAt, updatedAt } = model;
    for (const digit of [1, 2]) {
      const id = `${early}${digit}`;
      const row = userColumns({ ...fields, userName: `early-${digit}@acme.example`, externalId: null });
      await app.get(UnitOfWork).write(acme.id, async (tx) => {
        await tx.insert(User, [{ id, size, version, createdAt, updatedAt, ...row }]);
        await app.get(UserBlocks).added(tx, [id]);
      });
    }
    expect((await blocks()).map(({ total }) => total)).toEqual([BLOCK_SIZE - 1, BLOCK_SIZE - 1, BLOCK_SIZE]);
    await expectExact();
  });

  it('are exact after several processes created and deleted users and closed blocks', async () => {
    const ids = await idsInTable();
    const last = (await blocks()).at(-1);
    const open = ids.slice(ids.indexOf(last?.lastId ?? '') + 1);
    await addPeople('late', 2 * BLOCK_SIZE);
    const work = app.get(UnitOfWork);
    const close = async () => {
      for (let turn = 0; turn < 3; turn++) {
        await insist('blocks are closed', () => work.write(acme.id, (tx) => app.get(UserBlocks).close(tx)));
      }
    };
    const remove = (id: string) =>
      until(`${id} is deleted`, async () => {
        const { status } = await acme.scim.delete(`/Users/${id}`);
        expect([204, 503]).toContain(status);
        return status === 204;
      });
    const hire = () => insist('people are added', () => addPeople('last', 30));
    await Promise.all([close(), close(), close(), ...open.slice(0, 40).map(remove), hire()]);
    expect((await blocks()).length).toBeGreaterThan(3);
    await expectExact();
  });

  it('are counted again if a row was deleted by hand', async () => {
    const [first] = await idsInTable();
    await app.get(UnitOfWork).write(acme.id, (tx) => tx.delete(User, idIs(first ?? '')));
    await app.get(UserBlockKeeper).check();
    expect(await blocks()).toEqual([]);
    await keep();
    expect((await blocks())[0]?.total).toBe(BLOCK_SIZE);
    await expectExact();
    const right = await blocks();
    await app.get(UserBlockKeeper).check();
    expect(await blocks()).toEqual(right);
  });

  // SQLite's writers never run at the same time anyway.
  it.skipIf(lane.name === 'sqlite')(
    'do not wait for each other when they are deleted from different blocks',
    async () => {
      const ids = await idsInTable();
      const undo = new Error('undone');
      let release = (): void => undefined;
      const released = new Promise<void>((resolve) => (release = resolve));
      let first: Promise<unknown> = Promise.resolve();
      await new Promise<void>((counted) => {
        first = app
          .get(UnitOfWork)
          .write(acme.id, async (tx) => {
            await app.get(UserBlocks).removed(tx, ids[10] ?? '');
            counted();
            await released;
            throw undo;
          })
          .catch((error: unknown) => error);
      });
      expect((await acme.scim.delete(`/Users/${ids[BLOCK_SIZE + 20]}`)).status).toBe(204);
      release();
      expect(await first).toBe(undo);
      await expectExact();
    },
  );

  it('are counted separately in another account', async () => {
    const other = await addAccount(app);
    expect((await other.scim.list('/Users?startIndex=1&count=1')).totalResults).toBe(
      (await other.scim.list('/Users')).Resources.length,
    );
  });
});
