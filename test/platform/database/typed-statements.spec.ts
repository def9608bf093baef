import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccountTransaction } from '../../../src/platform/database/account-transaction.js';
import {
  all,
  contains,
  equal,
  exists,
  idIs,
  type Where,
} from '../../../src/platform/database/sql/predicate.js';
import { join, leftJoin } from '../../../src/platform/database/sql/selection.js';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work.js';
import { GroupMember } from '../../../src/groups/group-member.entity.js';
import { Group } from '../../../src/groups/group.entity.js';
import { Organization } from '../../../src/organizations/organization.entity.js';
import { User } from '../../../src/users/user.entity.js';
import { addAccount, addUser, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { databaseLanes } from '../../support/lanes.js';

/**
 * What the compiler knows of statements: each `@ts-expect-error` is a fault that `tsc` finds, and reports where it no
 * longer does. Most of them are refused at run time as well.
 */
describe.each(databaseLanes())('a statement on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;
  let id: string;

  beforeAll(async () => {
    app = await bootApp(lane);
    acme = await addAccount(app);
    id = await addUser(app, acme, { userName: 'mira@acme.example', active: false });
    await acme.scim.create('/Groups', { displayName: 'Finance', members: [{ value: id }] });
  });

  afterAll(() => app.close());

  const inAccount = <T>(work: (tx: AccountTransaction) => Promise<T>) =>
    app.get(UnitOfWork).write(acme.id, work);

  it('gives rows of the columns asked for, and no others', async () => {
    const user = await inAccount((tx) => tx.find(User, { columns: ['id', 'active'], where: idIs(id) }));
    expect(user).toEqual({ id, active: false });
    // @ts-expect-error userName was not asked for
    expect(user?.userName).toBeUndefined();
  });

  it('gives no rows of an invented type', async () => {
    await inAccount(async (tx) => {
      const selected = tx.select(User, { columns: ['id'], where: idIs(id) });
      // @ts-expect-error users have no salary
      const rows: { salary: number }[] = await selected;
      expect(rows).toEqual([{ id }]);
    });
  });

  it('compares columns that there are, with values that they hold', async () => {
    await inAccount(async (tx) => {
      // @ts-expect-error a misspelt column
      await expect(tx.count(User, equal('userNmae', 'mira'))).rejects.toThrow(TypeError);
      // @ts-expect-error a misspelt column beside others
      await expect(tx.count(User, all(idIs(id), equal('userNmae', 'mira')))).rejects.toThrow(TypeError);
      // @ts-expect-error a column of another type
      expect(await tx.count(User, equal('userName', 5))).toBe(0);
      // @ts-expect-error a role that there is not
      expect(await tx.count(User, equal('role', 'boss'))).toBe(0);
      // @ts-expect-error a number has no parts
      expect(await tx.count(User, contains('version', '1'))).toBeGreaterThan(0);
      // @ts-expect-error a relation is not a column
      await expect(tx.count(User, equal('organization', 'x'))).rejects.toThrow(TypeError);
      // @ts-expect-error a misspelt column to sort by
      await expect(tx.select(User, { columns: ['id'], orderBy: [{ column: 'nmae' }] })).rejects.toThrow(
        TypeError,
      );
    });
  });

  it('looks for rows of other tables by columns that both have', async () => {
    await inAccount(async (tx) => {
      expect(await tx.count(User, exists(GroupMember, { userId: 'id' }))).toBe(1);
      // @ts-expect-error neither table has these columns
      await expect(tx.count(User, exists(Group, { nonsense: 'alsoNonsense' }))).rejects.toThrow(TypeError);
      // @ts-expect-error users have no such column
      await expect(tx.count(User, exists(GroupMember, { userId: 'alsoNonsense' }))).rejects.toThrow(
        TypeError,
      );
      // @ts-expect-error a condition on a column that the other table does not have
      await expect(tx.count(User, exists(Group, { id: 'id' }, equal('title', 'x')))).rejects.toThrow(
        TypeError,
      );
      // @ts-expect-error a text is compared with a number
      const mixed: Where<User> = exists(GroupMember, { userId: 'version' });
      expect(mixed.kind).toBe('exists');
    });
  });

  it('stores values that the columns hold', async () => {
    const named = { displayName: 'Sales', displayNameKey: 'sales', version: 1 };
    const time = new Date().toISOString();
    await inAccount(async (tx) => {
      const group = { ...named, id: { a: 1 }, memberCount: 0, createdAt: time, updatedAt: time };
      // @ts-expect-error an id is not an object
      await expect(tx.insert(Group, [group])).rejects.toThrow(TypeError);
      // @ts-expect-error a misspelt column
      await expect(tx.update(User, { titel: 'Clerk' }, idIs(id))).rejects.toThrow(TypeError);
      // @ts-expect-error another type
      await expect(tx.update(User, { title: ['Clerk'] }, idIs(id))).rejects.toThrow(TypeError);
      // @ts-expect-error rows stay in their account
      await expect(tx.update(User, { accountId: id }, all(idIs(id), idIs('')))).resolves.toBe(0);
    });
    // @ts-expect-error what must not be null is missing
    await expect(inAccount((tx) => tx.insert(Group, [{ id, ...named }]))).rejects.toThrow(
      /NULL|default value/,
    );
  });

  it('gives joined columns the types that their entities have', async () => {
    await inAccount(async (tx) => {
      const [row] = await tx.select(GroupMember, {
        columns: ['createdAt'],
        joins: [
          join(User, { on: { id: 'userId' }, columns: { isActive: 'active', joinedAt: 'createdAt' } }),
          join(Group, { on: { id: 'groupId' }, columns: { groupName: 'displayName' } }),
        ],
      });
      const user = await tx.find(User, { columns: ['createdAt'], where: idIs(id) });
      expect(row).toEqual({
        createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
        isActive: false,
        joinedAt: user?.createdAt,
        groupName: 'Finance',
      });
      const isActive: boolean | undefined = row?.isActive;
      expect(isActive).toBe(false);
      // @ts-expect-error a joined column that is not read
      expect(row?.left).toBeUndefined();
    });
  });

  it('gives no partner as null', async () => {
    await inAccount(async (tx) => {
      const partner = leftJoin(Organization, { on: { id: 'managerId' }, columns: { since: 'createdAt' } });
      const [row] = await tx.select(User, { columns: ['id'], joins: [partner], where: idIs(id) });
      expect(row).toEqual({ id, since: null });
      // @ts-expect-error where there is no partner there is no instant
      expect(() => new Date(row?.since.length)).toThrow(TypeError);
      // @ts-expect-error the other table has no such column
      expect(() => join(Organization, { on: { id: 'id' }, columns: { x: 'salary' } })).not.toThrow();
    });
  });
});
