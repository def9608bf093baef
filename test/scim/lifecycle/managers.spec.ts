import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addAccount, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { databaseLanes } from '../../support/lanes.js';
import {
  ENTERPRISE,
  resource,
  type Answer,
  type Operation,
  type Resource,
} from '../../support/scim-client.js';

const MANAGER = `${ENTERPRISE}:manager`;

describe.each(databaseLanes())('the manager of a user, on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;
  let anna: Resource;
  let number = 0;

  beforeAll(async () => {
    app = await bootApp(lane);
    acme = await addAccount(app);
    anna = await create({ displayName: 'Anna de Vries', externalId: 'ANNA' });
  });

  afterAll(() => app.close());

  const create = (facts: Record<string, unknown> = {}): Promise<Resource> =>
    acme.scim.create('/Users', { userName: `person${++number}@acme.example`, ...facts });
  const report = (manager: unknown) => create({ [ENTERPRISE]: { manager } });
  const read = ({ id }: Resource) => acme.scim.read(`/Users/${id}`);
  const managerOf = (user: Resource) =>
    (user[ENTERPRISE] as Record<string, unknown> | undefined)?.['manager'];
  const bound = (manager: Resource, facts: Record<string, unknown> = {}) => ({
    value: manager.id,
    $ref: manager.meta.location,
    ...facts,
  });

  it.each([
    ['an object with the id', () => ({ value: anna.id })],
    ['the bare id', () => anna.id],
    ['a list of one', () => [{ $ref: '../Users/x', value: anna.id }]],
    ['an object with its own displayName', () => ({ value: anna.id, displayName: 'Somebody else' })],
  ])('can be sent as %s', async (_, manager) => {
    const user = await report(manager());
    expect(managerOf(user)).toEqual(bound(anna, { displayName: 'Anna de Vries' }));
    expect(await read(user)).toEqual(user);
  });

  it.each([
    ['managerId', { managerId: 'ANNA' }],
    ['value', { value: 'ANNA' }],
    ['a bare text', 'ANNA'],
  ])('can be named by its externalId, in %s', async (_, manager) => {
    const user = await report(manager);
    const expected = bound(anna, { displayName: 'Anna de Vries', managerId: 'ANNA' });
    expect(managerOf(user)).toEqual(expected);
    expect(
      await acme.scim.search('/Users', `${MANAGER} eq "${anna.id}" and id eq "${user.id}"`),
    ).toHaveLength(1);
  });

  it('is looked up only in the account', async () => {
    const globex = await addAccount(app);
    const stranger = await globex.scim.create('/Users', { userName: 'stranger', externalId: 'STRANGER' });
    expect(managerOf(await report('STRANGER'))).toEqual({ value: 'STRANGER' });
    expect(managerOf(await report(stranger.id))).toEqual({ value: stranger.id });
  });

  it('can be sent as $ref alone', async () => {
    expect(managerOf(await report({ $ref: anna.meta.location }))).toMatchObject(bound(anna));
    expect(managerOf(await report({ $ref: '../Users/unknown' }))).toEqual({ value: 'unknown' });
    const user = await report(anna.id);
    const cleared = { ...(managerOf(user) as object), value: '' };
    const body = { ...user, [ENTERPRISE]: { manager: cleared } };
    expect(managerOf(resource(await acme.scim.put(`/Users/${user.id}`, body)))).toBeUndefined();
  });

  it.each([
    ['value', 'managerId'],
    ['managerId', 'value'],
  ])(
    'who does not exist yet is shown, found and projected as %s, as sent, until it is bound',
    async (name, other) => {
      const sent = `AX-${name}`;
      const user = await report({ [name]: sent });
      expect(managerOf(user)).toEqual({ [name]: sent });
      expect(await read(user)).toEqual(user);
      const found = async (filter: string) =>
        (await acme.scim.search('/Users', `id eq "${user.id}" and ${filter}`)).length;
      const path = `${MANAGER}.${name}`;
      for (const filter of [`${path} eq "${sent}"`, `${path} sw "AX-"`, `${path} pr`, `${MANAGER} pr`]) {
        expect([filter, await found(filter)]).toEqual([filter, 1]);
      }
      for (const filter of [
        `${MANAGER}.${other} pr`,
        `${MANAGER}.$ref pr`,
        `${path} eq "${sent.toLowerCase()}"`,
      ]) {
        expect([filter, await found(filter)]).toEqual([filter, 0]);
      }
      expect(await found(`manager eq "${sent}"`)).toBe(name === 'value' ? 1 : 0);
      const projected = await acme.scim.read(`/Users/${user.id}?attributes=${path}`);
      expect(managerOf(projected)).toEqual({ [name]: sent });
      const sorted = await acme.scim.list(
        `/Users?sortBy=${path}&filter=${encodeURIComponent(`${path} pr`)}&count=1000`,
      );
      const keys = sorted.Resources.map((each) => (managerOf(each) as Record<string, string>)[name] ?? '');
      expect(keys).toEqual(keys.toSorted());
      expect(keys).toContain(sent);

      const again = [{ op: 'replace', path: MANAGER, value: { [name]: sent } }];
      expect(resource(await acme.scim.patch(`/Users/${user.id}`, again))).toEqual(user);

      const manager = await create({ externalId: sent });
      expect(managerOf(await read(user))).toMatchObject({ ...bound(manager), managerId: sent });
      expect(await found(`manager eq "${manager.id}"`)).toBe(1);
      expect(await found(`manager eq "${sent}"`)).toBe(0);
      expect(await found(`${MANAGER}.managerId eq "${sent}"`)).toBe(1);
      const after = await read(user);
      expect(resource(await acme.scim.patch(`/Users/${user.id}`, again))).toEqual(after);
    },
  );

  it.each<[string, (user: Resource) => unknown]>([
    ['the id in value', ({ id }) => ({ value: id })],
    ['the bare id', ({ id }) => id],
    ['$ref', ({ meta }) => ({ $ref: meta.location })],
    ['the externalId in managerId', () => ({ managerId: 'SELF' })],
    ['the externalId in value', () => 'SELF'],
  ])('is not bound if it is the user itself, by %s, which is shown as sent', async (_, manager) => {
    const user = await create({ externalId: 'SELF' });
    const patched = await acme.scim.patch(`/Users/${user.id}`, [
      { op: 'add', path: MANAGER, value: manager(user) },
    ]);
    const after = resource(patched);
    expect(managerOf(after)).not.toHaveProperty('$ref');
    expect(Object.values(managerOf(after) as object)).toEqual([
      expect.stringMatching(/^SELF$|^[0-9a-f-]{36}$/),
    ]);
    expect(await read(user)).toEqual(after);
    expect(resource(await acme.scim.put(`/Users/${user.id}`, after))).toEqual(after);
    await acme.scim.delete(`/Users/${user.id}`);
  });

  it('is not bound if a new user names itself, but may be another user with the same externalId', async () => {
    const user = await create({ externalId: 'TWIN', [ENTERPRISE]: { manager: 'TWIN' } });
    expect(managerOf(user)).toEqual({ value: 'TWIN' });
    const twin = await create({ externalId: 'TWIN' });
    expect(managerOf(await read(user))).toMatchObject(bound(twin));
    await acme.scim.patch(`/Users/${twin.id}`, [{ op: 'add', path: MANAGER, value: 'TWIN' }]);
    expect(managerOf(await read(twin))).toMatchObject(bound(user));
  });

  it('may be part of a circle', async () => {
    const [one, two] = [await create({ externalId: 'ONE' }), await create({ externalId: 'TWO' })];
    for (const [user, manager] of [
      [one, two],
      [two, one],
    ] as const) {
      await acme.scim.patch(`/Users/${user.id}`, [{ op: 'add', path: MANAGER, value: manager.id }]);
    }
    expect([managerOf(await read(one)), managerOf(await read(two))]).toMatchObject([bound(two), bound(one)]);
  });

  it.each<[string, (user: Resource) => Promise<Answer>]>([
    [
      'PATCH with ""',
      ({ id }) => acme.scim.patch(`/Users/${id}`, [{ op: 'replace', path: MANAGER, value: '' }]),
    ],
    [
      'PATCH of the value with ""',
      ({ id }) => acme.scim.patch(`/Users/${id}`, [{ op: 'replace', path: `${MANAGER}.value`, value: '' }]),
    ],
    [
      'PATCH without a path',
      ({ id }) => acme.scim.patch(`/Users/${id}`, [{ op: 'replace', value: { [MANAGER]: null } }]),
    ],
    ['remove', ({ id }) => acme.scim.patch(`/Users/${id}`, [{ op: 'remove', path: MANAGER }])],
    ['PUT with ""', (user) => acme.scim.put(`/Users/${user.id}`, { ...user, [ENTERPRISE]: { manager: '' } })],
  ])('is removed by %s', async (_, clear) => {
    const user = await report(anna.id);
    expect(managerOf(resource(await clear(user)))).toBeUndefined();
    expect(managerOf(await read(user))).toBeUndefined();
  });

  it('changes with PATCH of a bare id', async () => {
    const [user, other] = [await report({ managerId: 'ANNA' }), await create({ displayName: 'Bea' })];
    const answer = await acme.scim.patch(`/Users/${user.id}`, [
      { op: 'Add', path: MANAGER, value: other.id },
    ]);
    expect(managerOf(resource(answer))).toEqual(bound(other, { displayName: 'Bea' }));
  });

  it('is bound when the expected user arrives', async () => {
    const user = await report({ managerId: 'LATER' });
    expect(managerOf(user)).toEqual({ managerId: 'LATER' });
    await sleep(2);
    const manager = await create({ externalId: 'LATER', displayName: 'Late Comer' });
    const after = await read(user);
    expect(managerOf(after)).toEqual(bound(manager, { displayName: 'Late Comer', managerId: 'LATER' }));
    expect(after.meta.version).not.toBe(user.meta.version);
    expect(Date.parse(after.meta.lastModified)).toBeGreaterThan(Date.parse(user.meta.lastModified));
  });

  it('is bound when a user gets the expected externalId', async () => {
    const [user, manager] = [await report({ value: 'RENAMED' }), await create({ displayName: 'Cas' })];
    await acme.scim.patch(`/Users/${manager.id}`, [{ op: 'add', path: 'externalId', value: 'RENAMED' }]);
    expect(managerOf(await read(user))).toMatchObject({ value: manager.id, displayName: 'Cas' });
  });

  it('does not change when Okta echoes what it read, bound or not', async () => {
    for (const user of [await report({ managerId: 'ANNA' }), await report('NOBODY'), await report(anna.id)]) {
      expect(resource(await acme.scim.put(`/Users/${user.id}`, user))).toEqual(user);
    }
  });

  it.each<[string, Record<string, unknown>, (other: Resource) => Record<string, unknown>]>([
    ['an id in value', { value: 'OTHER' }, (other) => ({ value: other.id })],
    ['an externalId in value', { value: 'OTHER' }, () => ({ value: 'OTHER' })],
    ['an externalId in managerId', { managerId: 'OTHER' }, () => ({ managerId: 'OTHER' })],
  ])('changes when Okta sends %s with what it read', async (_, awaited, given) => {
    const putOver = async (user: Resource, manager: Record<string, unknown>) => {
      const echoed = user[ENTERPRISE] as { manager: Record<string, unknown> };
      const block = { ...echoed, manager: { ...echoed.manager, ...manager } };
      return resource(await acme.scim.put(`/Users/${user.id}`, { ...user, [ENTERPRISE]: block }));
    };
    const user = await report({ managerId: 'ANNA' });
    const waiting = await putOver(user, awaited);
    expect(managerOf(waiting)).toEqual(awaited);

    const other = await create({ externalId: 'OTHER', displayName: 'Bea' });
    expect(managerOf(await read(user))).toMatchObject({ value: other.id });
    const moved = await putOver(await report({ managerId: 'ANNA' }), given(other));
    expect(managerOf(moved)).toMatchObject(bound(other, { displayName: 'Bea' }));
    expect(managerOf(moved)).not.toHaveProperty('managerId', 'ANNA');
    expect(await putOver(moved, given(other))).toEqual(moved);
    await acme.scim.delete(`/Users/${other.id}`);
  });

  it('stays the one with the id if a managerId is sent with it', async () => {
    const user = await report(anna.id);
    const both = { value: anna.id, managerId: 'AB-1' };
    const body = { ...user, [ENTERPRISE]: { manager: both } };
    expect(managerOf(resource(await acme.scim.put(`/Users/${user.id}`, body)))).toMatchObject(both);
  });

  it('is removed when the manager is deleted, and is bound again when the same person comes back', async () => {
    const manager = await create({ externalId: 'LEAVER' });
    const user = await report(manager.id);
    await acme.scim.delete(`/Users/${manager.id}`);
    const left = await read(user);
    expect(managerOf(left)).toBeUndefined();
    expect(resource(await acme.scim.put(`/Users/${user.id}`, left))).toEqual(left);

    const successor = await create({ externalId: 'LEAVER', displayName: 'Back Again' });
    expect(managerOf(await read(user))).toMatchObject({ value: successor.id, displayName: 'Back Again' });
  });

  it('stays removed if the report has another manager by then', async () => {
    const manager = await create({ externalId: 'GONE' });
    const user = await report(manager.id);
    await acme.scim.delete(`/Users/${manager.id}`);
    await acme.scim.patch(`/Users/${user.id}`, [{ op: 'replace', path: MANAGER, value: anna.id }]);
    await create({ externalId: 'GONE' });
    expect(managerOf(await read(user))).toMatchObject({ value: anna.id });
  });

  it.each<[string, Record<string, unknown>]>([
    ['""', { [ENTERPRISE]: { manager: '' } }],
    ['null', { [ENTERPRISE]: { manager: null } }],
    ['an enterprise block without a manager', { [ENTERPRISE]: { department: 'Audit' } }],
    ['an empty enterprise block', { [ENTERPRISE]: {} }],
    ["SCIM 1.1's block", { 'urn:scim:schemas:extension:enterprise:1.0': { department: 'Audit' } }],
    ['"" by its short name', { manager: '' }],
    ['"" by its URN', { [MANAGER]: '' }],
  ])('stays removed after a PUT with %s', async (_, body) => {
    const manager = await create({ externalId: 'NOMORE' });
    const [early, late] = [await report({ managerId: 'NOMORE' }), await report(manager.id)];
    const put = ({ id, userName }: Resource) => acme.scim.put(`/Users/${id}`, { userName, ...body });
    expect(managerOf(resource(await put(early)))).toBeUndefined();
    await acme.scim.delete(`/Users/${manager.id}`);
    expect(managerOf(resource(await put(late)))).toBeUndefined();

    const successor = await create({ externalId: 'NOMORE' });
    for (const user of [early, late]) expect(managerOf(await read(user))).toBeUndefined();
    await acme.scim.delete(`/Users/${successor.id}`);
  });

  it('is still expected after a PUT without an enterprise block', async () => {
    const manager = await create({ externalId: 'BACK' });
    const user = await report(manager.id);
    await acme.scim.delete(`/Users/${manager.id}`);
    const { id, userName } = user;
    await acme.scim.put(`/Users/${id}`, { userName, [ENTERPRISE]: null });
    const successor = await create({ externalId: 'BACK' });
    expect(managerOf(await read(user))).toMatchObject(bound(successor));
  });

  it.each<[string, Operation]>([
    ['is removed', { op: 'remove', path: MANAGER }],
    ['is replaced by ""', { op: 'Replace', path: MANAGER, value: '' }],
    ['is null without a path', { op: 'replace', value: { [ENTERPRISE]: { manager: null } } }],
  ])('stays removed if it %s after the deletion', async (_, operation) => {
    const manager = await create({ externalId: 'NEVERMORE' });
    const user = await report(manager.id);
    await acme.scim.delete(`/Users/${manager.id}`);
    const cleared = resource(await acme.scim.patch(`/Users/${user.id}`, [operation]));
    expect(resource(await acme.scim.patch(`/Users/${user.id}`, [operation]))).toEqual(cleared);

    const successor = await create({ externalId: 'NEVERMORE' });
    expect(await read(user)).toEqual(cleared);
    await acme.scim.delete(`/Users/${successor.id}`);
  });

  it('stays while the manager is deactivated', async () => {
    const manager = await create({ displayName: 'Dirk' });
    const user = await report(manager.id);
    await acme.scim.patch(`/Users/${manager.id}`, [{ op: 'replace', value: { active: false } }]);
    expect(await read(user)).toEqual(user);
  });
});
