import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work.js';
import { all, idIs, isIn } from '../../../src/platform/database/sql/predicate.js';
import { Group } from '../../../src/groups/group.entity.js';
import { MembershipsService } from '../../../src/groups/memberships.service.js';
import { User } from '../../../src/users/user.entity.js';
import { LARGEST_USER, MOST_ELEMENTS } from '../../../src/users/user-size.js';
import { addAccount, addUsers, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { databaseLanes, type DatabaseLane } from '../../support/lanes.js';
import { type ListResponse } from '../../support/scim-client.js';
import { patchOf } from '../../support/two-accounts.js';

/** A unique value of the maximum length. */
const photos = (count: number) =>
  Array.from({ length: count }, (_, number) => ({
    value: `https://photos.example/${number}/`.padEnd(16_000, 'x'),
  }));

const phones = (count: number, prefix = '+31') =>
  Array.from({ length: count }, (_, number) => ({ value: `${prefix}${number}` }));

interface Listed {
  id: string;
  userName?: string;
}

describe.each(databaseLanes())('what is stored of one user on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;

  beforeAll(async () => {
    app = await bootApp(lane);
    acme = await addAccount(app);
  });

  afterAll(() => app.close());

  it('has a maximum number of values, and the refusal names the attribute', async () => {
    const half = MOST_ELEMENTS / 2;
    const body = { userName: 'many@acme.example', phoneNumbers: phones(half), ims: phones(half) };
    const { id } = await acme.scim.create('/Users', body);
    const one = { op: 'add', path: 'ims', value: [{ value: 'one more' }] };
    const answers = [
      await acme.scim.post('/Users', { ...body, userName: 'more@acme.example', ims: phones(half + 1) }),
      await acme.scim.put(`/Users/${id}`, { ...body, ims: phones(half + 1) }),
      await acme.scim.patch(`/Users/${id}`, [one]),
    ];
    for (const { status, body: refusal } of answers) {
      expect([status, refusal['detail']]).toEqual([400, expect.stringMatching(/1001 .* 1000\. .* ims\.$/)]);
    }
    const operations = [{ method: 'PATCH', path: `/Users/${id}`, data: patchOf(one) }];
    const { body: bulk } = await acme.scim.post('/Bulk', { Operations: operations });
    expect(bulk['Operations']).toMatchObject([{ status: '400' }]);
    const changed = await acme.scim.patch(`/Users/${id}`, [{ op: 'remove', path: 'ims' }, one]);
    expect(changed.status).toBe(200);
  });

  it('has a maximum size, including folded forms, and the refusal names the largest attribute', async () => {
    const most = Math.floor(LARGEST_USER / 16_200);
    const body = { userName: 'large@acme.example', photos: photos(most) };
    const { id } = await acme.scim.create('/Users', body);
    // Each of these characters becomes eighteen when it is folded.
    const addresses = Array.from({ length: 40 }, (_, number) => ({
      formatted: `${number}${'\ufdfa'.repeat(1_000)}`,
    }));
    const answers = [
      [
        await acme.scim.post('/Users', { userName: 'larger@acme.example', photos: photos(most + 2) }),
        'photos',
      ],
      [await acme.scim.put(`/Users/${id}`, { ...body, photos: photos(most + 2) }), 'photos'],
      [await acme.scim.patch(`/Users/${id}`, [{ op: 'add', value: { addresses } }]), 'addresses'],
      [await acme.scim.post('/Users', { userName: 'wide@acme.example', addresses }), 'addresses'],
    ] as const;
    for (const [{ status, body: refusal }, name] of answers) {
      expect([status, refusal['detail']]).toEqual([
        413,
        expect.stringContaining(`The largest part is ${name}`),
      ]);
    }
    const operations = [
      { method: 'POST', bulkId: 'a', path: '/Users', data: { userName: 'wide@acme.example', addresses } },
    ];
    const { body: bulk } = await acme.scim.post('/Bulk', { Operations: operations });
    expect(bulk['Operations']).toMatchObject([{ status: '413' }]);
  });

  it('may stay and shrink if it was larger before the limit existed', async () => {
    const body = { userName: 'old@acme.example', photos: photos(60) };
    const { id } = await acme.scim.create('/Users', body);
    const size = 2 * LARGEST_USER;
    await app.get(UnitOfWork).write(acme.id, (tx) => tx.update(User, { size }, idIs(id)));
    const path = `/Users/${id}`;
    expect((await acme.scim.patch(path, [{ op: 'add', path: 'active', value: false }])).status).toBe(200);
    const grown = { op: 'add', path: 'photos', value: photos(70) };
    expect((await acme.scim.patch(path, [grown])).status).toBe(413);
  });
});

describe.each(databaseLanes())('a page whose resources are large, on $name', (lane) => {
  const LARGE = 6;
  /** Including the administrator, who is small. */
  const TOTAL = LARGE + 1;
  let app: TestApp;
  /** An account whose users are. */
  let large: TestAccount;
  let acme: TestAccount;

  beforeAll(async () => {
    app = await bootApp(lane);
    large = await addAccount(app);
    for (let number = 0; number < LARGE; number++) {
      await large.scim.create('/Users', { userName: `large${number}@acme.example`, photos: photos(60) });
    }
  });

  afterAll(() => app.close());

  /** All resources of a list, page after page, and how many each page had. */
  const follow = async (path: string, by: 'index' | 'cursor', query: string) => {
    const ids: string[] = [];
    const pages: number[] = [];
    for (let next = by === 'index' ? 'startIndex=1' : 'cursor='; next !== '';) {
      const list: ListResponse & { nextCursor?: string } = await acme.scim.list(`${path}?${query}&${next}`);
      const found = list.Resources as Listed[];
      ids.push(...found.map(({ id }) => id));
      pages.push(found.length);
      expect(list.totalResults).toBe(TOTAL);
      if (by === 'index') next = ids.length < list.totalResults ? `startIndex=${ids.length + 1}` : '';
      else next = list.nextCursor === undefined ? '' : `cursor=${list.nextCursor}`;
    }
    return { ids, pages };
  };

  it.each([
    ['/Users', 'count=1000'],
    ['/Users', 'count=1000&sortBy=userName&sortOrder=descending'],
    ['/Users', 'count=7&filter=userName pr'],
  ] as const)(
    'has fewer of them than asked for, and following it gives each once: %s?%s',
    async (path, query) => {
      acme = large;
      for (const by of ['index', 'cursor'] as const) {
        const { ids, pages } = await follow(path, by, query);
        expect([ids.length, new Set(ids).size]).toEqual([TOTAL, TOTAL]);
        expect(pages.length).toBeGreaterThan(1);
        expect(Math.max(...pages)).toBeLessThan(LARGE);
      }
    },
  );

  it('is so in a search over users and groups', async () => {
    await large.scim.create('/Groups', { displayName: 'Small' });
    const ids: string[] = [];
    let pages = 0;
    for (let startIndex = 1; startIndex <= TOTAL + 1; startIndex = ids.length + 1, pages++) {
      const { body } = await large.scim.post('/.search', { count: 1_000, startIndex, sortBy: 'id' });
      expect(body['totalResults']).toBe(TOTAL + 1);
      ids.push(...(body['Resources'] as Listed[]).map(({ id }) => id));
    }
    expect(new Set(ids).size).toBe(TOTAL + 1);
    expect(pages).toBeGreaterThan(1);
  });

  it('of groups ends when the members become too many, unless they are not requested', async () => {
    acme = await addAccount(app);
    const groups: string[] = [];
    for (let number = 0; number < TOTAL; number++) {
      groups.push((await acme.scim.create('/Groups', { displayName: `Group ${number}` })).id);
    }
    // The size of a page is calculated from the counts, so no actual members are needed.
    await app
      .get(UnitOfWork)
      .write(acme.id, (tx) => tx.update(Group, { memberCount: 20_000 }, isIn('id', groups)));
    for (const by of ['index', 'cursor'] as const) {
      const { ids, pages } = await follow('/Groups', by, 'count=100');
      expect([ids, pages]).toEqual([groups, [2, 2, 2, 1]]);
    }
    for (const query of ['count=100&excludedAttributes=members', 'count=100&attributes=displayName']) {
      expect((await follow('/Groups', 'index', query)).pages).toEqual([TOTAL]);
    }
  });

  it('counts the members of a group as they come and go', async () => {
    acme = await addAccount(app);
    const [one = '', two = '', three = ''] = await addUsers(app, acme, 3);
    const counted = async () => {
      const rows = await app
        .get(UnitOfWork)
        .read(acme.id, (tx) => tx.select(Group, { columns: ['memberCount'], where: all() }));
      return rows.map(({ memberCount }) => memberCount);
    };
    const values = (...ids: string[]) => ids.map((value) => ({ value }));
    const { id } = await acme.scim.create('/Groups', {
      displayName: 'Counted',
      members: values(one, two, one),
    });
    expect(await counted()).toEqual([2]);
    const patch = (op: string, ...ids: string[]) =>
      acme.scim.patch(`/Groups/${id}`, [{ op, path: 'members', value: values(...ids) }]);
    await patch('add', two, three);
    expect(await counted()).toEqual([3]);
    await patch('remove', one);
    expect(await counted()).toEqual([2]);
    await acme.scim.delete(`/Users/${two}`);
    expect(await counted()).toEqual([1]);
    await acme.scim.put(`/Groups/${id}`, { displayName: 'Counted', members: values(one, three) });
    expect(await counted()).toEqual([2]);
  });
});

describe('a page of users', () => {
  let app: TestApp;
  let acme: TestAccount;

  beforeAll(async () => {
    const [sqlite] = databaseLanes() as [DatabaseLane];
    app = await bootApp(sqlite);
    acme = await addAccount(app);
  });

  afterAll(() => app.close());

  it('ends when they are in too many groups', async () => {
    const SIDE = 146;
    const users = await addUsers(app, acme, SIDE);
    const groups: string[] = [];
    for (let number = 0; number < SIDE; number++) {
      groups.push((await acme.scim.create('/Groups', { displayName: `Group ${number}` })).id);
    }
    await app.get(UnitOfWork).write(acme.id, async (tx) => {
      for (const id of groups) await app.get(MembershipsService).add(tx, { id, role: null }, users);
    });
    const first = await acme.scim.list('/Users?count=1000');
    expect(first.totalResults).toBe(SIDE + 1);
    expect(first.Resources).toHaveLength(Math.ceil((SIDE + 1) / 2));
    const rest = await acme.scim.list(`/Users?count=1000&startIndex=${first.Resources.length + 1}`);
    const ids = [...first.Resources, ...rest.Resources].map(({ id }) => id);
    expect(ids.toSorted()).toEqual([acme.admin.id, ...users].toSorted());
    expect(first.Resources.at(-1)?.['groups']).toHaveLength(SIDE);
  });
});
