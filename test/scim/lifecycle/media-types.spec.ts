import { Agent, request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { BODY_LIMIT } from '../../../src/platform/http/body-budgets.js';
import { addAccount, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { databaseLanes } from '../../support/lanes.js';
import { resource, SCIM_TYPE, scimError, ScimClient, type Answer } from '../../support/scim-client.js';

describe.each(databaseLanes())('bodies and their types on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;
  let number = 0;

  beforeAll(async () => {
    app = await bootApp(lane);
    acme = await addAccount(app);
  });

  afterAll(() => app.close());

  const person = (): string => JSON.stringify({ userName: `person${++number}@acme.example` });
  const postAs = (type: string, body = person()): Promise<Answer> =>
    acme.scim.post('/Users', body, { 'content-type': type });

  it.each([
    'application/json',
    'application/scim+json',
    'application/json; charset=utf-8',
    'application/scim+json;charset=UTF-8',
    'Application/SCIM+JSON; charset="utf-8"',
  ])('accepts %s and answers in SCIM’s own type', async (type) => {
    const answer = await postAs(type);
    expect(resource(answer, 201)['active']).toBe(true);
    expect(answer.headers.get('content-type')).toMatch(/^application\/scim\+json(; ?charset=utf-8)?$/);
  });

  it.each(['application/json', SCIM_TYPE, '*/*', 'text/html'])(
    'gives the same answer to Accept: %s',
    async (accept) => {
      const { status, headers } = await acme.scim.get('/Users', { accept });
      expect(status).toBe(200);
      expect(headers.get('content-type')).toContain(SCIM_TYPE);
    },
  );

  it.each([
    'text/plain',
    'application/xml',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'json',
    '',
    'application/json, text/plain',
  ])('refuses "%s" with 415', async (type) => {
    const { status, body } = await postAs(type);
    expect(status).toBe(415);
    expect(body).toMatchObject(scimError(415, { detail: expect.stringContaining('application/scim+json') }));
  });

  it.each(['{', '{"userName": undefined}', "{'userName': 'x'}", 'userName=x', '{"a":1}{'])(
    'refuses %s, which is not JSON, with 400',
    async (text) => {
      const { status, body } = await postAs(SCIM_TYPE, text);
      expect(status).toBe(400);
      expect(body).toMatchObject(scimError(400, { scimType: 'invalidSyntax', detail: expect.any(String) }));
    },
  );

  it.each(['[]', '"text"', 'null', '7', ''])(
    'refuses %s, which is not a resource, with 400',
    async (text) => {
      const { status, body } = await postAs(SCIM_TYPE, text);
      expect(status).toBe(400);
      expect(body).toMatchObject(scimError(400, { scimType: 'invalidSyntax' }));
    },
  );

  it('accepts a body of exactly the limit, and refuses one byte more with 413', async () => {
    const limited = person().padEnd(BODY_LIMIT, ' ');
    expect(Buffer.byteLength(limited)).toBe(10_485_760);
    expect((await postAs(SCIM_TYPE, limited)).status).toBe(201);
    const { status, body } = await postAs(SCIM_TYPE, `${person().padEnd(BODY_LIMIT, ' ')} `);
    expect(status).toBe(413);
    expect(body).toMatchObject(scimError(413, { detail: expect.stringContaining('10485760 bytes') }));
  });

  it('refuses a body of unknown size once it exceeds the limit, and keeps the connection', async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    onTestFinished(() => agent.destroy());
    const postInChunks = (chunks: number) =>
      new Promise((resolve, reject) => {
        const options = {
          agent,
          method: 'POST',
          headers: { authorization: acme.scim.authorization, 'content-type': SCIM_TYPE },
          signal: AbortSignal.timeout(10_000),
        };
        const sent = request(`${acme.scim.baseUrl}/Users`, options, (answer) => {
          answer.resume().on('end', () => resolve(answer.statusCode));
        });
        sent.on('error', reject);
        sent.write(person());
        for (let chunk = 0; chunk < chunks; chunk++) sent.write(Buffer.alloc(1_048_576, ' '));
        sent.end();
      });
    expect([await postInChunks(11), await postInChunks(9), await postInChunks(11)]).toEqual([413, 201, 413]);
  });

  it('checks the credential before the body', async () => {
    const stranger = new ScimClient(acme.scim.baseUrl, 'Basic bm9ib2R5Om5vdGhpbmc=');
    const answers = [
      await stranger.post('/Users', '{'),
      await stranger.post('/Users', person(), { 'content-type': 'text/plain' }),
      await stranger.post('/Users', person(), { 'content-type': 'json' }),
      await stranger.post('/Nowhere', person(), { 'content-type': '' }),
      await stranger.post('/Users', person().padEnd(BODY_LIMIT + 1, ' ')),
      await stranger.put('/Groups/x', ''),
    ];
    for (const { status, headers, body } of answers) {
      expect(status).toBe(401);
      expect(headers.get('www-authenticate')).toBe('Basic realm="Declaree", Bearer realm="Declaree"');
      expect(body).toMatchObject(scimError(401));
    }
  });

  it('answers every refusal in SCIM’s own type and shape', async () => {
    const { id, meta } = await acme.scim.create('/Users', JSON.parse(person()) as Record<string, unknown>);
    const answers: [number, Answer][] = [
      [400, await acme.scim.get('/Users?filter=x')],
      [401, await new ScimClient(acme.scim.baseUrl, 'Bearer unknown').get('/Users')],
      [403, await acme.scim.delete(`/Users/${acme.admin.id}`)],
      [404, await acme.scim.get('/Users/unknown')],
      [404, await acme.scim.get('/Unknown')],
      [404, await acme.scim.get('/Users/unknown/and/more')],
      [405, await acme.scim.delete('/Users')],
      [409, await acme.scim.post('/Users', { userName: acme.admin.userName })],
      [412, await acme.scim.delete(`/Users/${id}`, { 'if-match': `${meta.version.slice(0, -1)}9"` })],
      [415, await postAs('text/plain')],
    ];
    for (const [expected, { status, headers, body }] of answers) {
      expect(status).toBe(expected);
      expect(headers.get('content-type')).toContain(SCIM_TYPE);
      expect(body).toMatchObject(scimError(expected, { detail: expect.stringMatching(/\S/) }));
    }
  });
});
