import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addAccount, addUsers, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { databaseLanes } from '../../support/lanes.js';
import { resource, type Resource } from '../../support/scim-client.js';

const SIZE = 5_000;

describe.each(databaseLanes())(`a group of ${SIZE} members on $name`, (lane) => {
  let app: TestApp;
  let acme: TestAccount;
  let ids: string[];
  let spare: string;
  let group: Resource;

  beforeAll(async () => {
    app = await bootApp(lane);
    acme = await addAccount(app);
    const everybody = await addUsers(app, acme, SIZE + 1);
    ids = everybody.slice(0, SIZE);
    spare = everybody.at(-1) ?? '';
    group = await acme.scim.create('/Groups', { displayName: 'Everybody' });
  });

  afterAll(() => app.close());

  const put = (members: readonly string[]) =>
    acme.scim.put(`/Groups/${group.id}`, {
      ...group,
      members: members.map((value) => ({ value, display: `${value}@many.example` })),
    });
  const memberIds = ({ members }: Resource) => (members as { value: string }[]).map(({ value }) => value);

  it('is filled by one PUT and read by one GET', async () => {
    const put1 = resource(await put(ids));
    expect(memberIds(put1)).toEqual(ids);
    expect(await acme.scim.read(`/Groups/${group.id}`)).toEqual(put1);
  });

  it('does not change by the same PUT again', async () => {
    const before = await acme.scim.read(`/Groups/${group.id}`);
    expect(resource(await put(ids.toReversed()))).toEqual(before);
  });

  it('changes by one member in a second PUT', async () => {
    const before = await acme.scim.read(`/Groups/${group.id}`);
    const next = [...ids.slice(1), spare];
    const after = resource(await put(next));
    expect(memberIds(after)).toEqual(next);
    expect(after.meta.version).not.toBe(before.meta.version);
    expect(await acme.scim.read(`/Users/${ids[0]}`)).not.toHaveProperty('groups');
    expect(await acme.scim.read(`/Users/${spare}`)).toMatchObject({ groups: [{ value: group.id }] });
  });

  it('gains and loses one member by PATCH in as many statements as a small group', async () => {
    const small = await acme.scim.create('/Groups', { displayName: 'Few', members: [{ value: spare }] });
    const [newcomer = ''] = ids;
    const swap = [
      { op: 'remove', path: `members[value eq "${spare}"]` },
      { op: 'add', path: 'members', value: [{ value: newcomer }] },
    ];
    const statementsFor = async ({ id }: Resource) => {
      app.statements.clear();
      expect((await acme.scim.patch(`/Groups/${id}`, swap)).status).toBe(204);
      return app.statements.statements.length;
    };
    expect(await statementsFor(group)).toBe(await statementsFor(small));
    expect(memberIds(await acme.scim.read(`/Groups/${group.id}`)).toSorted()).toEqual(ids.toSorted());
  });

  it('refuses one unknown member among all, and does not change', async () => {
    const before = await acme.scim.read(`/Groups/${group.id}`);
    const { status, body } = await put([...ids, 'nobody']);
    expect(status).toBe(400);
    expect(body['detail']).toContain('"nobody"');
    expect(await acme.scim.read(`/Groups/${group.id}`)).toEqual(before);
  });

  it('is emptied by one PUT', async () => {
    expect(resource(await put([]))).not.toHaveProperty('members');
    expect(await acme.scim.read(`/Users/${ids[1]}`)).not.toHaveProperty('groups');
  });
});
