import { connect } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isLong, jsonPieces } from '../../../src/scim/http/json-pieces.js';
import { shownMembers } from '../../../src/scim/resources/group-presenter.js';
import type { ScimObject, ScimValue } from '../../../src/scim/protocol/value.js';
import { addAccount, addUsers, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { until } from '../../support/condition.js';
import { collectGarbage } from '../../support/garbage.js';
import { databaseLanes } from '../../support/lanes.js';

describe('an answer that is sent in pieces', () => {
  const piecesOf = async (value: ScimObject) => {
    const pieces: string[] = [];
    for await (const piece of jsonPieces(value)) pieces.push(piece);
    return pieces;
  };
  const text = async (value: ScimObject) => (await piecesOf(value)).join('');

  it('is the JSON text of the whole', async () => {
    const leaf = fc.oneof(fc.string({ unit: 'binary' }), fc.boolean(), fc.integer());
    const long = fc
      .tuple(leaf, fc.integer({ min: 90, max: 2_010 }))
      .map(([value, length]): ScimValue => Array.from({ length }, (_, index) => ({ value, index })));
    const object = fc.dictionary(fc.string(), fc.oneof(leaf, long, fc.array(leaf)), { maxKeys: 4 });
    const value = fc.oneof(object, fc.record({ Resources: fc.array(object, { maxLength: 3 }) }));
    await fc.assert(
      fc.asyncProperty(value, async (whole) => {
        // Contains only values that JSON can represent, so that JSON.stringify is exact.
        expect(await text(whole as ScimObject)).toBe(JSON.stringify(whole));
      }),
      { numRuns: 60 },
    );
  });

  it('has the members of a group as JSON writes them, whatever their names', async () => {
    const name = fc.string({ unit: 'binary' });
    const member = fc.record({ userId: fc.uuid(), displayName: fc.option(name), userName: name });
    const base = fc.oneof(fc.webUrl(), name);
    await fc.assert(
      fc.asyncProperty(fc.array(member, { maxLength: 120 }), base, async (rows, url) => {
        const members = shownMembers(
          rows.map((row) => ({ groupId: '1', ...row })),
          url,
        );
        expect(await text({ members })).toBe(JSON.stringify({ members: [...members] }));
      }),
    );
  });

  it('has small pieces, and is not split if no list is long', async () => {
    const members = Array.from({ length: 5_500 }, (_, index) => ({ value: `member ${index}` }));
    const pieces = await piecesOf({ displayName: 'Everybody', members });
    expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(70_000);
    expect(isLong({ Resources: [{ members }] })).toBe(true);
    expect(isLong({ Resources: [{ members: members.slice(0, 100) }] })).toBe(false);
  });
});

/** Bytes of the heap that are in use after a collection. */
function usedHeap(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

describe.each(databaseLanes())('groups with many members on $name', (lane) => {
  const MEMBERS = 1_001;
  const CONNECTIONS = 60;
  let app: TestApp;
  let acme: TestAccount;
  let ids: string[];

  beforeAll(async () => {
    app = await bootApp(lane);
    acme = await addAccount(app);
    ids = await addUsers(app, acme, MEMBERS);
  });

  afterAll(() => app.close());

  it('are answered completely, with every header, by every operation', async () => {
    const body = { displayName: 'Everybody', members: ids.map((value) => ({ value })) };
    const created = await acme.scim.post('/Groups', body);
    expect(created.status).toBe(201);
    const group = created.body as { id: string; members: unknown[] };
    expect(group.members).toHaveLength(MEMBERS);
    await acme.scim.create('/Groups', { displayName: 'Nobody' });

    const read = await acme.scim.get(`/Groups/${group.id}`);
    expect(read.body).toEqual(group);
    expect(read.headers.get('content-type')).toMatch(/^application\/scim\+json/);
    expect(read.headers.get('etag')).toBe('W/"1"');
    const replaced = await acme.scim.put(`/Groups/${group.id}`, body);
    expect(replaced.body).toEqual(group);
    const { Resources, totalResults } = await acme.scim.list('/Groups');
    expect(totalResults).toBe(2);
    expect(Resources.find(({ id }) => id === group.id)).toEqual(group);
  });

  it('do not stay in memory until clients that read nothing leave', async () => {
    const { id } = await acme.scim.create('/Groups', {
      displayName: 'Unread',
      members: ids.map((value) => ({ value })),
    });
    await acme.scim.read(`/Groups/${id}`);
    const { hostname, port, host } = new URL(app.url);
    const head = `GET /SCIM/v2/Groups/${id} HTTP/1.1\r\nhost: ${host}\r\nauthorization: ${acme.scim.authorization}\r\n\r\n`;
    const before = usedHeap();
    const sockets = Array.from({ length: CONNECTIONS }, () => connect(Number(port), hostname).pause());
    try {
      for (const socket of sockets) socket.write(head);
      app.statements.clear();
      const answers = () => app.statements.statements.filter((sql) => sql.includes('FROM `group_members`'));
      await until('all answers are made', () => answers().length === CONNECTIONS);
      // The rows of one answer are 300 kB.
      await until('their rows are forgotten', () => usedHeap() - before < CONNECTIONS * 50_000);
      expect(sockets.filter(({ destroyed }) => destroyed)).toEqual([]);
    } finally {
      for (const socket of sockets) socket.destroy();
    }
  });
});
