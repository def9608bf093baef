import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BODY_LIMIT } from '../../../src/platform/http/body-budgets.js';
import { MOST_LEVELS, MOST_VALUES } from '../../../src/common/json/json-blocks.js';
import { MAX_NAMES } from '../../../src/scim/protocol/list-query.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { until } from '../../support/condition.js';
import { sqliteAndOneServer } from '../../support/lanes.js';
import { addTwoAccounts, patchOf, type Tenant } from '../../support/two-accounts.js';
import { everything, sendToScim } from './refusals.js';

const SCIM_JSON = { 'content-type': 'application/scim+json' };

const DEEP = 100_000;
const nested = (open: string, close: string, inside = '1') => open.repeat(DEEP) + inside + close.repeat(DEEP);

/** A JSON text with a member that JavaScript would use as an object's prototype. */
const withMember = (name: string, value = '{"active":false,"userName":"polluted@twin.example"}') =>
  `{"userName":"poor@twin.example","displayName":"Poor","${name}":${value}}`;

const NAMES = ['constructor', 'prototype', 'hasOwnProperty', 'toString', '__defineGetter__'];

describe.each(sqliteAndOneServer())('a body on $name', (lane) => {
  let app: TestApp;
  let tenant: Tenant;
  let userId: string;
  let groupId: string;
  let before: unknown[];

  beforeAll(async () => {
    app = await bootApp(lane);
    [tenant] = await addTwoAccounts(app);
    userId = (await tenant.scim('POST /Users', { body: { userName: 'mira@twin.example' } })).body.id;
    const group = { displayName: 'Approvers', members: [{ value: userId }] };
    groupId = (await tenant.scim('POST /Groups', { body: group })).body.id;
  });

  beforeEach(async () => {
    before = await everything(tenant);
  });

  afterAll(() => app.close());

  const writes = () => [
    { method: 'POST', path: '/Users' },
    { method: 'PUT', path: '/Users' },
    { method: 'PUT', path: `/Users/${userId}` },
    { method: 'PATCH', path: `/Users/${userId}` },
    { method: 'POST', path: '/Groups' },
    { method: 'PUT', path: `/Groups/${groupId}` },
    { method: 'PATCH', path: `/Groups/${groupId}` },
  ];

  /** The answers of all kinds of writes to a body. Checks that nothing has changed afterwards. */
  const refused = async (body: string | Buffer | Buffer[], headers: Record<string, string> = SCIM_JSON) => {
    const statuses = new Set<number>();
    for (const line of writes()) {
      statuses.add((await sendToScim(app.url, tenant, { ...line, body, headers })).status);
    }
    expect(await everything(tenant)).toEqual(before);
    return [...statuses];
  };

  it.each([
    ['nothing', ''],
    ['blanks', '  \n '],
    ['null', 'null'],
    ['a boolean', 'true'],
    ['a number', '42'],
    ['an infinite number', '1e999'],
    ['a text', '"userName"'],
    ['a list', '[]'],
    ['a list of resources', '[{"userName":"a@twin.example","displayName":"A"}]'],
    ['an empty object', '{}'],
    ['a broken object', '{"userName":"a@twin.example"'],
    ['two objects', '{"userName":"a@twin.example"}{}'],
    ['a trailing comma', '{"userName":"a@twin.example","displayName":"A",}'],
    ['single quotes', "{'userName':'a@twin.example'}"],
    ['NaN', '{"userName":NaN}'],
    ['a byte order mark alone', '\ufeff'],
    ['a NUL', '\u0000'],
    ['XML', '<user/>'],
    ['lists in lists', nested('[', ']')],
    ['objects in objects', nested('{"a":', '}')],
    ['lists in a name', `{"userName":${nested('[', ']')},"displayName":${nested('[', ']')}}`],
    ['lists in operations', `{"Operations":[{"op":"add","path":"title","value":${nested('[', ']')}}]}`],
    ['invalid operations', '{"Operations":["replace",null,7,[]]}'],
    ['operations that are an object', '{"Operations":{"op":"add","path":"title","value":"x"}}'],
    ['an operation of an unknown kind', '{"Operations":[{"op":"move","path":"title","value":"x"}]}'],
  ])('that is %s is refused, and changes nothing', async (_, body) => {
    expect(await refused(body)).toEqual([400]);
  });

  it.each([
    ['text that is not UTF-8', Buffer.from('{"userName":"caf\xe9","displayName":"caf\xe9"}', 'latin1')],
    ['UTF-16', Buffer.from('{"userName":"a","displayName":"a"}', 'utf16le')],
  ])('of %s is refused, and changes nothing', async (_, body) => {
    expect(await refused(body)).toEqual([400]);
  });

  it('is accepted with an unknown attribute at the maximum depth, and refused beyond it', async () => {
    const withLevels = (levels: number) =>
      `{"userName":"deep@twin.example","displayName":"Deep","unknown":${'['.repeat(levels - 1)}1${']'.repeat(levels - 1)}}`;
    const line = { method: 'POST', path: '/Users' };
    const created = await sendToScim(app.url, tenant, { ...line, body: withLevels(MOST_LEVELS) });
    expect(created.status).toBe(201);
    expect(created.body).not.toHaveProperty('unknown');
    expect((await tenant.scim(`DELETE /Users/${String(created.body['id'])}`)).status).toBe(204);
    expect(await refused(withLevels(MOST_LEVELS + 1))).toEqual([400]);
    const { body } = await sendToScim(app.url, tenant, { ...line, body: nested('[', ']') });
    expect(body.detail).toContain(`${MOST_LEVELS} levels`);
  });

  it('with more values than one request may have is refused, also in a search', async () => {
    const many = `[${'1,'.repeat(MOST_VALUES)}1]`;
    expect(await refused(`{"userName":"many@twin.example","displayName":"Many","unknown":${many}}`)).toEqual([
      400,
    ]);
    const names = { attributes: Array.from({ length: MAX_NAMES + 1 }, () => 'displayName') };
    for (const body of [`{"attributes":${many}}`, JSON.stringify(names)]) {
      const answer = await sendToScim(app.url, tenant, { method: 'POST', path: '/.search', body });
      expect(answer.status).toBe(400);
    }
    const { status } = await sendToScim(app.url, tenant, {
      method: 'POST',
      path: '/.search',
      body: JSON.stringify({ attributes: names.attributes.slice(1) }),
    });
    expect(status).toBe(200);
  });

  it('with a member named __proto__ is refused, however it is escaped', async () => {
    expect(await refused(withMember('__proto__'))).toEqual([400]);
    expect(await refused(withMember(String.raw`\u005f_proto__`))).toEqual([400]);
  });

  it('with such a member is refused with the reason', async () => {
    const line = { method: 'POST', path: '/Users', body: withMember('__proto__'), headers: SCIM_JSON };
    const { body } = await sendToScim(app.url, tenant, line);
    expect(body.detail).toContain('"__proto__"');
  });

  it('with an object of too many members is refused, wherever it is', async () => {
    const many = JSON.stringify(
      Object.fromEntries(Array.from({ length: 5_001 }, (_, index) => [`m${index}`, 1])),
    );
    expect(await refused(many)).toEqual([400]);
    expect(await refused(withMember('unknown', `[[{"deep":${many}}]]`))).toEqual([400]);
  });

  it.each(NAMES)('with a member named %s is accepted without it', async (name) => {
    const body = withMember(name);
    const created = await sendToScim(app.url, tenant, { method: 'POST', path: '/Users', body });
    expect(created).toMatchObject({ status: 201, body: { userName: 'poor@twin.example', active: true } });
    expect(Object.keys(created.body)).not.toContain(name);
    expect((await tenant.scim(`DELETE /Users/${String(created.body['id'])}`)).status).toBe(204);
  });

  it.each(['__proto__', ...NAMES])('that changes a path with %s is refused', async (name) => {
    const paths = [name, `${name}.active`, `name.${name}`, `emails[${name} eq "x"]`, `${name}[value eq 1]`];
    for (const path of paths) {
      const body = JSON.stringify(patchOf({ op: 'add', path, value: { active: false } }));
      const answer = await sendToScim(app.url, tenant, { method: 'PATCH', path: `/Users/${userId}`, body });
      expect([path, answer.status]).toEqual([path, 400]);
    }
    expect(await everything(tenant)).toEqual(before);
    expect(({} as Record<string, unknown>)['active']).toBeUndefined();
  });

  it('with a text of several megabytes is refused, without repeating the text', async () => {
    const text = 'x'.repeat(5_000_000);
    for (const body of [
      { userName: text, displayName: text },
      patchOf({ op: 'add', path: text, value: 'x' }),
      patchOf({ op: text, path: 'displayName', value: 'x' }),
      patchOf({ op: 'add', path: `emails[value eq "${text}"]`, value: 'x' }),
      {
        displayName: 'Big',
        userName: 'big@twin.example',
        members: [{ value: text }],
        emails: [{ value: text }],
      },
    ]) {
      const answers = [];
      for (const line of writes()) {
        answers.push(await sendToScim(app.url, tenant, { ...line, body: JSON.stringify(body) }));
      }
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 400));
      expect(answers.filter(({ text: shown }) => shown.length >= 2_000)).toEqual([]);
    }
    expect(await everything(tenant)).toEqual(before);
  });

  it('of another type, or compressed, is refused', async () => {
    const json = JSON.stringify({ userName: 'a@twin.example', displayName: 'A' });
    for (const type of [
      'text/plain',
      'application/xml',
      'application/x-www-form-urlencoded',
      'json',
      '*/*',
    ]) {
      expect(await refused(json, { 'content-type': type })).toEqual([415]);
    }
    expect(await refused('--x\r\n', { 'content-type': 'multipart/form-data; boundary=x' })).toEqual([415]);
    for (const encoding of ['gzip', 'br', 'deflate', 'nonsense']) {
      expect(await refused(gzipSync(json), { ...SCIM_JSON, 'content-encoding': encoding })).toEqual([415]);
    }
  });

  it.each([
    ['application/json', { 'content-type': 'application/json' }],
    ['a charset', { 'content-type': 'application/scim+json; charset=utf-8' }],
    ['capitals', { 'content-type': 'Application/SCIM+JSON' }],
    ['no type', {}],
  ])('of type JSON is accepted with %s', async (_, headers) => {
    const body = JSON.stringify({ userName: 'typed@twin.example' });
    const { status, body: user } = await sendToScim(app.url, tenant, {
      method: 'POST',
      path: '/Users',
      body,
      headers,
    });
    expect(status).toBe(201);
    expect((await tenant.scim(`DELETE /Users/${String(user['id'])}`)).status).toBe(204);
  });

  it('is accepted up to the limit, and refused above it, with a length and in chunks', async () => {
    const sized = (size: number) => {
      const frame = '{"userName":"large@twin.example","displayName":"Large","unknown":""}';
      return Buffer.from(frame.replace('""', `"${'x'.repeat(size - frame.length)}"`));
    };
    const pieces = (whole: Buffer) =>
      Array.from({ length: Math.ceil(whole.length / 65_536) }, (_, part) =>
        whole.subarray(part * 65_536, (part + 1) * 65_536),
      );
    for (const body of [sized(BODY_LIMIT), pieces(sized(BODY_LIMIT))]) {
      const taken = await sendToScim(app.url, tenant, { method: 'POST', path: '/Users', body });
      expect(taken.status).toBe(201);
      expect((await tenant.scim(`DELETE /Users/${String(taken.body['id'])}`)).status).toBe(204);
    }
    const large = sized(BODY_LIMIT + 1);
    expect(await refused(large)).toEqual([413]);
    expect(await refused(pieces(large))).toEqual([413]);
  });

  it('that breaks off is not reported as a server error, and changes nothing', async () => {
    const { hostname, port } = new URL(app.url);
    const socket = connect(Number(port), hostname);
    socket.write(
      `POST /SCIM/v2/Users HTTP/1.1\r\nhost: x\r\nauthorization: ${tenant.authorization}\r\n` +
        'content-type: application/json\r\ncontent-length: 100\r\n\r\n{"userName": "half',
    );
    const lastEvent = async () => {
      const path = '/api/v1/provisioning/events?outcome=failure&operation=create&limit=1';
      const headers = { authorization: tenant.authorization };
      const { items } = (await (await fetch(app.url + path, { headers })).json()) as { items: unknown[] };
      return items[0] as { code: string; status: number } | undefined;
    };
    // A later request is answered: by then, the server has started to read.
    await everything(tenant);
    socket.destroy();
    await until('the event is logged', async () => (await lastEvent())?.code === 'incomplete-body');
    expect((await lastEvent())?.status).toBe(408);
    expect(await everything(tenant)).toEqual(before);
  });
});
