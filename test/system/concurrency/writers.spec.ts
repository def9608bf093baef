import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bootApp, type TestApp } from '../../support/app.js';
import { databaseLanes } from '../../support/lanes.js';
import { addTwoAccounts, patchOf, type ScimAnswer, type ScimCall } from '../../support/two-accounts.js';

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

/** The statuses of concurrent requests, counted. */
function tally(answers: readonly ScimAnswer[]): Record<number, number> {
  const counts: Record<number, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

const times = <T>(count: number, make: (number: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, number) => make(number)));

/** Every answer that has a manager by its id has the manager's name as well. */
function expectNamed(answers: readonly ScimAnswer[]): void {
  const managers = answers.map(({ body }) => (body[ENTERPRISE] as { manager?: object } | undefined)?.manager);
  for (const manager of managers.filter((each) => each && 'value' in each)) {
    expect(manager).toHaveProperty('displayName');
  }
}

const numbers = (count: number) => Array.from({ length: count }, (_, number) => number);

describe.each(databaseLanes())('requests that come at once on $name', (lane) => {
  let app: TestApp;
  let scim: ScimCall;

  beforeAll(async () => {
    app = await bootApp(lane);
    [{ scim }] = await addTwoAccounts(app);
    await scim('GET /Users?count=1');
  });

  afterAll(() => app.close());

  const addUser = async (userName: string, more: object = {}) => {
    const { status, body } = await scim('POST /Users', { body: { userName, ...more } });
    expect(status).toBe(201);
    return body.id;
  };

  const addGroup = async (displayName: string, members: string[] = []) => {
    const body = { displayName, members: members.map((value) => ({ value })) };
    const answer = await scim('POST /Groups', { body });
    expect(answer.status).toBe(201);
    return answer.body.id;
  };

  const membersOf = async (groupId: string) => {
    const { body } = await scim(`GET /Groups/${groupId}`);
    return (body.members ?? []).map(({ value }) => value).toSorted();
  };

  it('create one user of a name, and refuse the others', async () => {
    const answers = await times(20, (number) =>
      scim('POST /Users', { body: { userName: number % 2 ? 'one@x.example' : 'ONE@x.example' } }),
    );
    expect(tally(answers)).toEqual({ 201: 1, 409: 19 });
    for (const { body } of answers.filter(({ status }) => status === 409)) {
      expect(body).toMatchObject({ scimType: 'uniqueness', status: '409' });
    }
    const { body } = await scim('GET /Users?filter=userName eq "one@x.example"');
    expect(body.totalResults).toBe(1);
  });

  it('create one group of a name, with the members of one request', async () => {
    const members = await times(4, (number) => addUser(`named${number}@x.example`));
    const answers = await times(20, (number) =>
      scim('POST /Groups', {
        body: { displayName: 'One group', members: [{ value: members[number % 4] }] },
      }),
    );
    expect(tally(answers)).toEqual({ 201: 1, 409: 19 });
    const created = answers.find(({ status }) => status === 201)?.body;
    const { body } = await scim('GET /Groups?filter=displayName eq "one group"');
    expect(body.Resources).toEqual([created]);
  });

  it('rename to one name, and the first one gets it', async () => {
    const ids = await times(10, (number) => addUser(`before${number}@x.example`));
    const answers = await Promise.all(
      ids.map((id) =>
        scim(`PATCH /Users/${id}`, {
          body: patchOf({ op: 'replace', path: 'userName', value: 'after@x.example' }),
        }),
      ),
    );
    expect(tally(answers)).toEqual({ 200: 1, 409: 9 });
  });

  it('add a hundred members to a group, one each, and all are kept', async () => {
    const users = await times(100, (number) => addUser(`member${number}@x.example`));
    const group = await addGroup('A hundred');
    const answers = await Promise.all(
      users.map((value) =>
        scim(`PATCH /Groups/${group}`, {
          body: patchOf({ op: 'add', path: 'members', value: [{ value }] }),
        }),
      ),
    );
    expect(tally(answers)).toEqual({ 204: 100 });
    expect(await membersOf(group)).toEqual(users.toSorted());
    const { body } = await scim(`GET /Groups/${group}?excludedAttributes=members`);
    expect(body.meta.version).toBe('W/"101"');
  });

  it('add the same member many times, and one of them changes the group', async () => {
    const user = await addUser('same@x.example');
    const group = await addGroup('Same member');
    const answers = await times(20, () =>
      scim(`PATCH /Groups/${group}`, {
        body: patchOf({ op: 'add', path: 'members', value: [{ value: user }] }),
      }),
    );
    expect(tally(answers)).toEqual({ 204: 20 });
    const { body } = await scim(`GET /Groups/${group}`);
    expect(body).toMatchObject({ members: [{ value: user }], meta: { version: 'W/"2"' } });
  });

  it('add some and remove others, and every change is kept', async () => {
    const users = await times(40, (number) => addUser(`mixed${number}@x.example`));
    const group = await addGroup('Mixed', users.slice(0, 20));
    const answers = await Promise.all(
      users.map((value, number) =>
        scim(`PATCH /Groups/${group}`, {
          body: patchOf(
            number < 20
              ? { op: 'remove', path: `members[value eq "${value}"]` }
              : { op: 'add', path: 'members', value: [{ value }] },
          ),
        }),
      ),
    );
    expect(tally(answers)).toEqual({ 204: 40 });
    expect(await membersOf(group)).toEqual(users.slice(20).toSorted());
  });

  it.each(['Users', 'Groups'] as const)('change one version of %s once', async (resources) => {
    const id = resources === 'Users' ? await addUser('etag@x.example') : await addGroup('ETag');
    const answers = await times(20, (number) =>
      scim(`PATCH /${resources}/${id}?attributes=displayName`, {
        headers: { 'if-match': 'W/"1"' },
        body: patchOf({ op: 'replace', path: 'displayName', value: `Writer ${number}` }),
      }),
    );
    expect(tally(answers)).toEqual({ 200: 1, 412: 19 });
    const winner = answers.find(({ status }) => status === 200)?.body['displayName'];
    const { body } = await scim(`GET /${resources}/${id}`);
    expect(body).toMatchObject({ displayName: winner, meta: { version: 'W/"2"' } });
  });

  it('change different attributes of a user, and all changes are kept', async () => {
    const id = await addUser('attributes@x.example');
    const attributes = ['title', 'nickName', 'locale', 'timezone', 'userType', 'displayName', 'profileUrl'];
    const operations = [
      ...attributes.map((path) => ({ op: 'replace', path, value: `new ${path}` })),
      { op: 'add', path: 'emails', value: [{ value: 'a@x.example', type: 'work' }] },
      { op: 'add', path: 'emails', value: [{ value: 'b@x.example', type: 'home' }] },
      { op: 'add', path: 'name.givenName', value: 'Mira' },
      { op: 'add', path: 'name.familyName', value: 'Vos' },
    ];
    const answers = await Promise.all(
      operations.map((operation) => scim(`PATCH /Users/${id}`, { body: patchOf(operation) })),
    );
    expect(tally(answers)).toEqual({ 200: operations.length });
    const { body } = await scim(`GET /Users/${id}`);
    expect(body).toMatchObject(Object.fromEntries(attributes.map((path) => [path, `new ${path}`])));
    expect(body).toMatchObject({ name: { givenName: 'Mira', familyName: 'Vos' } });
    const emails = body['emails'] as { value: string }[];
    expect(emails.map(({ value }) => value).toSorted()).toEqual(['a@x.example', 'b@x.example']);
  });

  it('deactivate, rename, add to groups and delete the same user, and each gets its own answer', async () => {
    for (const round of numbers(5)) {
      const id = await addUser(`race${round}@x.example`, { externalId: `race-${round}` });
      const group = await addGroup(`Race ${round}`);
      const report = { manager: { managerId: `race-${round}` } };
      const answers = await Promise.all(
        numbers(4).flatMap((number) => [
          scim(`PATCH /Users/${id}`, { body: patchOf({ op: 'replace', value: { active: number > 1 } }) }),
          scim(`PUT /Users/${id}`, { body: { userName: `race${round}.${number}@x.example` } }),
          scim(`PATCH /Groups/${group}`, {
            body: patchOf({ op: 'add', path: 'members', value: [{ value: id }] }),
          }),
          scim('POST /Users', {
            body: { userName: `report${round}.${number}@x.example`, [ENTERPRISE]: report },
          }),
          scim(`DELETE /Users/${id}`),
        ]),
      );
      expect(answers.filter(({ status }) => status >= 500)).toEqual([]);
      const deleted = answers.filter((_, index) => index % 5 === 4);
      expect(tally(deleted)).toEqual({ 204: 1, 404: 3 });
      expect(tally(answers.filter((_, index) => index % 5 === 3))).toEqual({ 201: 4 });
      expect((await scim(`GET /Users/${id}`)).status).toBe(404);
      const traces = [
        await scim(`GET /Groups?filter=members.value eq "${id}"`),
        await scim(`GET /Users?filter=${ENTERPRISE}:manager.value eq "${id}"`),
      ];
      expect(traces.map(({ body }) => body.totalResults)).toEqual([0, 0]);
      expect(await membersOf(group)).toEqual([]);
    }
  });

  it('bind users to managers who arrive in any order', async () => {
    const count = 40;
    const answers = await times(count, (number) =>
      scim('POST /Users', {
        body: {
          userName: `ring${number}@x.example`,
          externalId: `ring-${number}`,
          [ENTERPRISE]: { manager: { managerId: `ring-${(number + 1) % count}` } },
        },
      }),
    );
    expect(tally(answers)).toEqual({ 201: count });
    expectNamed(answers);
    const filter = encodeURIComponent('userName sw "ring" and manager.value pr');
    const { body } = await scim(`GET /Users?filter=${filter}`);
    expect(body.totalResults).toBe(count);
  });

  it('bind users to managers who arrive while a change names them', async () => {
    const count = 30;
    const ids = await times(count, (number) => addUser(`changed${number}@x.example`));
    const answers = await Promise.all(
      ids.flatMap((id, number) => [
        scim(`PATCH /Users/${id}`, {
          body: patchOf({
            op: 'add',
            path: `${ENTERPRISE}:manager`,
            value: { managerId: `late-${number}` },
          }),
        }),
        scim('POST /Users', {
          body: { userName: `late${number}@x.example`, externalId: `late-${number}` },
        }),
      ]),
    );
    expect(tally(answers)).toEqual({ 200: count, 201: count });
    expectNamed(answers);
    const filter = encodeURIComponent('userName sw "changed" and manager.value pr');
    const { body } = await scim(`GET /Users?filter=${filter}`);
    expect(body.totalResults).toBe(count);
  });
});
