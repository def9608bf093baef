import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addAccount, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { databaseLanes } from '../../support/lanes.js';
import { ENTERPRISE, scimError, type Resource } from '../../support/scim-client.js';
import { idOf, sendBulk, statusesOf } from './send-bulk.js';

describe.each(databaseLanes())('references within a bulk request on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;
  let number = 0;

  beforeAll(async () => {
    app = await bootApp(lane);
    acme = await addAccount(app);
  });

  afterAll(() => app.close());

  const newName = () => `person${++number}@acme.example`;

  const addUser = (bulkId: string, facts: Record<string, unknown> = {}) => ({
    method: 'POST',
    path: '/Users',
    bulkId,
    data: { userName: newName(), ...facts },
  });
  const addGroup = (bulkId: string, ...members: string[]) => ({
    method: 'POST',
    path: '/Groups',
    bulkId,
    data: {
      displayName: `Group ${++number}`,
      members: members.map((value) => ({ value, type: 'User', display: 'Someone' })),
    },
  });
  const under = (bulkId: string) => ({
    title: 'Controller',
    [ENTERPRISE]: { department: 'Finance', manager: { value: `bulkId:${bulkId}` } },
  });

  const managerOf = async (id: string) => {
    const { manager } = (await acme.scim.read(`/Users/${id}`))[ENTERPRISE] as {
      manager?: { value?: string };
    };
    return manager?.value;
  };
  const membersOf = ({ members = [] }: Resource) =>
    (members as { value: string }[]).map(({ value }) => value);
  const isThere = async (userName: string) =>
    (await acme.scim.search('/Users', `userName eq "${userName}"`)).length === 1;

  it('may point backward, as in the sample of RFC 7644 §3.7.2', async () => {
    const results = await sendBulk(acme.scim, [addUser('qwerty'), addGroup('ytrewq', 'bulkId:qwerty')]);
    expect(statusesOf(results)).toEqual(['201', '201']);
    const group = await acme.scim.read(`/Groups/${idOf(results[1])}`);
    expect(membersOf(group)).toEqual([idOf(results[0])]);
  });

  it('may point forward, with the results in the order of the request', async () => {
    const results = await sendBulk(acme.scim, [
      addGroup('group', 'bulkId:report', 'BULKID:boss'),
      addUser('report', under('boss')),
      addUser('boss'),
    ]);
    expect(results.map(({ bulkId, status }) => [bulkId, status])).toEqual([
      ['group', '201'],
      ['report', '201'],
      ['boss', '201'],
    ]);
    const [group, report, boss] = results.map(idOf);
    expect(new Set(membersOf(await acme.scim.read(`/Groups/${group}`)))).toEqual(new Set([report, boss]));
    expect(await managerOf(String(report))).toBe(boss);
  });

  it('may form a chain as long as the request', async () => {
    const length = 300;
    const chain = Array.from({ length }, (_, at) =>
      addUser(`link${at}`, at + 1 < length ? under(`link${at + 1}`) : {}),
    );
    const results = await sendBulk(acme.scim, chain);
    expect(new Set(statusesOf(results))).toEqual(new Set(['201']));
    expect(await managerOf(idOf(results[0]))).toBe(idOf(results[1]));
    expect(await managerOf(idOf(results.at(-2)))).toBe(idOf(results.at(-1)));
  });

  it('may be mutual', async () => {
    const results = await sendBulk(acme.scim, [addUser('a', under('b')), addUser('b', under('a'))]);
    expect(statusesOf(results)).toEqual(['201', '201']);
    const [a, b] = results.map(idOf);
    expect([await managerOf(String(a)), await managerOf(String(b))]).toEqual([b, a]);
    for (const { location, version } of results) {
      const path = String(location).slice(acme.scim.baseUrl.length);
      expect(await acme.scim.read(path)).toMatchObject({
        title: 'Controller',
        [ENTERPRISE]: { department: 'Finance' },
        meta: { version, location },
      });
    }
  });

  it('may form a circle, with other references to it', async () => {
    const results = await sendBulk(acme.scim, [
      addGroup('group', 'bulkId:c', 'bulkId:a'),
      addUser('a', under('b')),
      addUser('b', under('c')),
      addUser('c', under('a')),
      addUser('self', under('self')),
    ]);
    expect(statusesOf(results)).toEqual(['201', '201', '201', '201', '201']);
    const [group, a, b, c, self] = results.map(idOf).map(String);
    const managers = [a, b, c, self].map((id) => managerOf(String(id)));
    expect(await Promise.all(managers)).toEqual([b, c, a, self]);
    expect(new Set(membersOf(await acme.scim.read(`/Groups/${group}`)))).toEqual(new Set([a, c]));
  });

  it('may be in paths too', async () => {
    const results = await sendBulk(acme.scim, [
      {
        method: 'PATCH',
        path: '/Users/bulkId:a',
        data: { Operations: [{ op: 'add', value: { title: 'Clerk' } }] },
      },
      addUser('a'),
      addUser('b'),
      { method: 'PUT', path: '/Users/bulkId:b', data: { userName: newName(), title: 'Auditor' } },
      addUser('c'),
      { method: 'DELETE', path: '/Users/bulkId:c' },
      addGroup('g'),
      {
        method: 'PATCH',
        path: '/Groups/bulkId:g',
        data: { Operations: [{ op: 'add', path: 'members', value: [{ value: 'bulkId:a' }] }] },
      },
    ]);
    expect(statusesOf(results)).toEqual(['200', '201', '201', '200', '201', '204', '201', '204']);
    const at = (place: number) => String(results[place]?.location).slice(acme.scim.baseUrl.length);
    expect(at(0)).toBe(at(1));
    expect(await acme.scim.read(at(1))).toMatchObject({ title: 'Clerk' });
    expect(await acme.scim.read(at(2))).toMatchObject({ title: 'Auditor' });
    expect((await acme.scim.get(at(4))).status).toBe(404);
    expect(membersOf(await acme.scim.read(at(6)))).toEqual([idOf(results[1])]);
  });

  it('that cannot be resolved fail only their own operation', async () => {
    const orphan = addUser('orphan', under('nobody'));
    const taken = { ...addUser('taken'), data: { userName: acme.admin.userName } };
    const results = await sendBulk(acme.scim, [
      orphan,
      addGroup('group', 'bulkId:taken'),
      taken,
      { method: 'DELETE', path: '/Users/bulkId:nobody' },
      addUser('fine'),
    ]);
    expect(statusesOf(results)).toEqual(['400', '400', '409', '400', '201']);
    for (const [place, bulkId] of [
      [0, 'nobody'],
      [1, 'taken'],
      [3, 'nobody'],
    ] as const) {
      expect(results[place]?.response).toMatchObject(
        scimError(400, { scimType: 'invalidValue', detail: expect.stringContaining(`"${bulkId}"`) }),
      );
      expect(results[place]).not.toHaveProperty('location');
    }
    expect(await isThere(orphan.data.userName)).toBe(false);
  });

  it('of a circle that cannot be closed leave nothing behind', async () => {
    const refused = addUser('refused', { ...under('other'), password: 'x'.repeat(2000) });
    const other = addUser('other', under('refused'));
    for (const circle of [
      [refused, other],
      [other, refused],
    ]) {
      const results = await sendBulk(acme.scim, [...circle, addGroup('group', 'bulkId:other')]);
      expect(statusesOf(results)).toEqual(['400', '400', '400']);
      expect(results.every(({ location }) => location === undefined)).toBe(true);
      expect(await isThere(refused.data.userName)).toBe(false);
      expect(await isThere(other.data.userName)).toBe(false);
    }
  });

  it('of a group to itself are refused, because groups cannot be members', async () => {
    const group = addGroup('self', 'bulkId:self');
    const [result] = await sendBulk(acme.scim, [group]);
    expect(result?.response).toMatchObject(scimError(400, { scimType: 'invalidValue' }));
    expect(result).not.toHaveProperty('location');
    expect(await acme.scim.search('/Groups', `displayName eq "${group.data.displayName}"`)).toEqual([]);
  });
});
