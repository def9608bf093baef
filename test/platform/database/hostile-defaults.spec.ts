import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { equal } from '../../../src/platform/database/sql/predicate.js';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work.js';
import { User } from '../../../src/users/user.entity.js';
import { addAccount, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { withServer, type ServerKind } from '../../support/lanes.js';
import { OwnServer, ownEngines } from '../../support/own-server.js';

/** Each would change an answer, a check or a transaction, if our sessions did not override it. */
const DEFAULTS = [
  'sql_select_limit = 2',
  'max_join_size = 1',
  'max_sort_length = 8',
  `time_zone = '+05:00'`,
  `lc_messages = 'nl_NL'`,
  `completion_type = 'CHAIN'`,
  'innodb_lock_wait_timeout = 1',
  'character_set_client = latin1',
  'character_set_results = latin1',
  'collation_connection = latin1_general_ci',
  'sql_auto_is_null = 1',
  'sql_safe_updates = 1',
  'foreign_key_checks = 0',
  'unique_checks = 0',
  'autocommit = 0',
  // Its tables have no transactions.
  'default_storage_engine = MyISAM',
];

/** Ignores the client's character set; MySQL no longer has this option. */
const OPTIONS: Record<ServerKind, string[]> = {
  mariadb: ['--skip-character-set-client-handshake'],
  mysql: [],
};

/** Defaults that differ between engines. */
const OWN_DEFAULTS: Record<ServerKind, string[]> = {
  mariadb: [
    `sql_mode = 'NO_BACKSLASH_ESCAPES,HIGH_NOT_PRECEDENCE,EMPTY_STRING_IS_NULL,PIPES_AS_CONCAT,ANSI_QUOTES'`,
    'tx_isolation = SERIALIZABLE',
  ],
  mysql: [
    `sql_mode = 'NO_BACKSLASH_ESCAPES,HIGH_NOT_PRECEDENCE,PAD_CHAR_TO_FULL_LENGTH,PIPES_AS_CONCAT,ANSI_QUOTES'`,
    'transaction_isolation = SERIALIZABLE',
    'sql_require_primary_key = ON',
  ],
};

/** One of these texts ends early with backslash escapes, the other without. */
const TRICKS = [
  `\\'`,
  `\\' OR 1 = 1 -- `,
  `', (SELECT passwordHash FROM users LIMIT 1), '`,
  `\\`,
  `''`,
  `\\\\'`,
];

describe.each(ownEngines())('$name with defaults of its own', (engine) => {
  let server: OwnServer;
  let app: TestApp;
  let acme: TestAccount;
  let other: TestAccount;

  beforeAll(async () => {
    server = await OwnServer.create({
      engine,
      options: [...OPTIONS[engine.name], '--max-allowed-packet=1M'],
    });
    await withServer(server.url, async (query) => {
      await query('CREATE DATABASE declaree CHARACTER SET latin1');
      for (const each of [...DEFAULTS, ...OWN_DEFAULTS[engine.name]]) await query(`SET GLOBAL ${each}`);
    });
    const create = async () => ({ url: `${server.url}/declaree`, drop: async () => undefined });
    app = await bootApp({ name: engine.name, create });
    acme = await addAccount(app);
    other = await addAccount(app);
    await other.scim.create('/Users', { userName: 'theirs@x.example', title: 'Clerk' });
  });

  afterAll(async () => {
    await app?.close();
    await server?.remove();
  });

  const search = async (filter: string) => {
    const body = { schemas: ['urn:ietf:params:scim:api:messages:2.0:SearchRequest'], filter, count: 100 };
    const { status, body: found } = await acme.scim.post('/Users/.search', body);
    expect(status).toBe(200);
    return (found['Resources'] as { userName: string }[]).map(({ userName }) => userName);
  };

  it('stores long lists of values as they are sent', async () => {
    const emails = Array.from({ length: 60 }, (_, index) => ({
      value: `u${index}@x.example`,
      display: `${TRICKS[index % TRICKS.length]} Zoë €${index}`,
      type: 'work',
    }));
    const user = await acme.scim.create('/Users', { userName: 'tricks@x.example', emails });
    expect(await acme.scim.read(`/Users/${user.id}`)).toMatchObject({ emails });
  });

  it('splits statements that are too large, and refuses what cannot be split', async () => {
    const photos = (count: number, size: number) =>
      Array.from({ length: count }, (_, index) => ({ value: `data:${index},${`'`.repeat(size)}` }));
    const small = photos(65, 15_000);
    const user = await acme.scim.create('/Users', { userName: 'photos@x.example', photos: small });
    expect((await acme.scim.read(`/Users/${user.id}`))['photos']).toHaveLength(small.length);
    const large = equal('title', "'".repeat(1_100_000));
    await expect(app.get(UnitOfWork).read(acme.id, (tx) => tx.count(User, large))).rejects.toMatchObject({
      kind: 'too-large',
    });
  });

  it('returns nothing of another account, however long a filter is', async () => {
    for (const trick of TRICKS) {
      const terms = Array.from(
        { length: 135 },
        (_, index) => `title eq ${JSON.stringify(index % 9 === 0 ? trick : `${index}`)}`,
      );
      expect(await search(terms.join(' or '))).toEqual([]);
    }
  });

  it('applies filters as usual, and returns all matches', async () => {
    const names = ['a', 'b', 'c', 'd'].map((name) => `${name}@clerks.example`);
    for (const userName of names)
      await acme.scim.create('/Users', { userName, title: 'Clerk', nickName: '.' });
    expect(await search('title eq "clerk"')).toEqual(names);
    expect(await search('not (title eq "x") and userName ew "@clerks.example"')).toEqual(names);
    expect(await search('not (userName sw "a") and userName ew "@clerks.example"')).toEqual(names.slice(1));
    expect(await search('nickName sw "" and title eq "CLERK"')).toEqual(names);
    const sorted = await acme.scim.list('/Users?sortBy=userName&sortOrder=descending&count=100');
    const order = (sorted.Resources as unknown as { userName: string }[]).map(({ userName }) => userName);
    expect(order.filter((name) => names.includes(name))).toEqual(names.toReversed());
  });

  it('knows which name is taken, and what time it is', async () => {
    const taken = await acme.scim.post('/Users', { userName: 'a@clerks.example' });
    expect({ status: taken.status, type: taken.body['scimType'] }).toEqual({
      status: 409,
      type: 'uniqueness',
    });
    const user = await acme.scim.create('/Users', { userName: 'now@x.example' });
    const { meta } = (await acme.scim.read(`/Users/${user.id}`)) as unknown as { meta: { created: string } };
    expect(Math.abs(Date.parse(meta.created) - Date.now())).toBeLessThan(600_000);
  });

  it('keeps what one change stored when the next one fails', async () => {
    const user = await acme.scim.create('/Users', { userName: 'kept@x.example' });
    expect((await acme.scim.post('/Users', { userName: 'kept@x.example' })).status).toBe(409);
    const replaced = await acme.scim.patch(`/Users/${user.id}`, [
      { op: 'replace', path: 'title', value: 'New' },
    ]);
    expect(replaced.status).toBe(200);
    await acme.scim.post('/Users', { userName: 'KEPT@x.example' });
    expect(await acme.scim.read(`/Users/${user.id}`)).toMatchObject({ title: 'New' });
  });
});
