import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addAccount, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { databaseLanes } from '../../support/lanes.js';
import {
  ENTERPRISE,
  EXPENSE,
  resource,
  SCIM_TYPE,
  scimError,
  send,
  type Answer,
  type Operation,
  type Resource,
} from '../../support/scim-client.js';

const BULK = 'urn:ietf:params:scim:api:messages:2.0:BulkRequest';
const PATCH_OP = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
const SCIM_1 = 'urn:scim:schemas:extension:enterprise:1.0';

const containing = (text: string) => expect.stringContaining(text) as string;
const refusedAs = ({ status, body }: Answer) => [status, body['scimType'], body['detail']];

describe.each(databaseLanes())('liberties that clients take, on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;
  let number = 0;

  beforeAll(async () => {
    app = await bootApp(lane);
    acme = await addAccount(app);
  });

  afterAll(() => app.close());

  const create = (facts: Record<string, unknown> = {}): Promise<Resource> =>
    acme.scim.create('/Users', { userName: `person${++number}@acme.example`, ...facts });
  const createGroup = (facts: Record<string, unknown> = {}): Promise<Resource> =>
    acme.scim.create('/Groups', { displayName: `Group ${++number}`, ...facts });
  const patch = ({ id }: Resource, ...operations: Operation[]) => acme.scim.patch(`/Users/${id}`, operations);
  const idsOf = async (filter: string) => (await acme.scim.search('/Users', filter)).map(({ id }) => id);

  describe('a number for a text', () => {
    const sendText = (method: string, path: string, body: string) =>
      send(acme.scim.baseUrl + path, method, {
        headers: { authorization: acme.scim.authorization, 'content-type': SCIM_TYPE },
        body,
      });
    const employ = (text: string) =>
      sendText('POST', '/Users', `{"userName":"n${++number}","${ENTERPRISE}":{"employeeNumber":${text}}}`);

    it.each(['0', '-7', '4711', '9007199254740991', '-9007199254740991'])(
      '%s becomes its digits',
      async (text) => {
        expect(resource(await employ(text), 201)).toMatchObject({ [ENTERPRISE]: { employeeNumber: text } });
      },
    );

    it.each(['115237863450298765432', '9007199254740993', '1.10', '1.0', '1e3', '4711.0', '-0.5'])(
      '%s is refused, because another number would become the same text',
      async (text) => {
        const refused = [400, 'invalidValue', containing('a number is accepted only if it is an integer')];
        expect(refusedAs(await employ(text))).toEqual(refused);
        const operation = `{"op":"add","path":"manager","value":${text}}`;
        const { id } = await create();
        expect(refusedAs(await sendText('PATCH', `/Users/${id}`, `{"Operations":[${operation}]}`))).toEqual(
          refused,
        );
      },
    );

    it('is ignored, whatever it is, under an unknown name', async () => {
      const answer = await sendText('POST', '/Users', `{"userName":"n${++number}","weight":72.50,"x":1e3}`);
      expect(answer.status).toBe(201);
    });
  });

  describe('base64', () => {
    it.each(['QUI', 'QUI=', 'QUJD\r\nRUZH\r\n'])('%j is kept as sent', async (value) => {
      const user = await create({ x509Certificates: [{ value }] });
      expect(user['x509Certificates']).toEqual([{ value }]);
      expect(await acme.scim.read(`/Users/${user.id}`)).toEqual(user);
    });

    it('is refused with the reason', async () => {
      const answer = await acme.scim.post('/Users', { userName: 'x', x509Certificates: ['-----BEGIN'] });
      expect(refusedAs(answer)).toEqual([400, 'invalidValue', containing('"-" is not a base64 character')]);
    });
  });

  describe('a bare value for a complex attribute', () => {
    it.each([
      ['a text', 'a@acme.example', 'a@acme.example'],
      ['an integer', 7, '7'],
    ])('is its value: %s', async (_, raw, value) => {
      const user = await create();
      const answer = await patch(user, { op: 'add', path: 'emails', value: raw });
      expect(resource(answer)['emails']).toEqual([{ value }]);
    });

    it.each([
      ['a boolean', 'emails', true],
      ['a list in a list', 'emails', [['a@acme.example']]],
      ['a text for an attribute without value', 'addresses', 'Damrak 1'],
      ['a number for an attribute without value', 'name', 7],
    ])('is refused: %s', async (_, path, value) => {
      const answer = await patch(await create(), { op: 'add', path, value });
      expect(refusedAs(answer)).toEqual([400, 'invalidValue', containing(' must be ')]);
    });
  });

  describe('names', () => {
    it('of extensions may lack the URN, or follow it with a dot, wherever names are accepted', async () => {
      const department = `Department ${++number}`;
      const user = await create({ department, 'emails[type eq "work"].value': 'a@acme.example' });
      expect(user).toMatchObject({
        [ENTERPRISE]: { department },
        emails: [{ type: 'work', value: 'a@acme.example' }],
      });
      for (const name of ['department', `${ENTERPRISE}.department`, `${SCIM_1}:department`]) {
        expect(await idsOf(`${name} eq "${department}"`)).toEqual([user.id]);
        const projected = await acme.scim.read(`/Users/${user.id}?attributes=${name}`);
        expect(projected[ENTERPRISE]).toEqual({ department });
        const excluded = await acme.scim.read(`/Users/${user.id}?excludedAttributes=${name}`);
        expect(excluded).not.toHaveProperty([ENTERPRISE]);
        expect((await acme.scim.list(`/Users?sortBy=${name}&count=1`)).Resources[0]?.id).toBe(user.id);
      }
      const value = { costCenter: '4130', [`${ENTERPRISE}.division`]: 'Europe', iban: 'NL91' };
      const after = resource(
        await patch(
          user,
          { op: 'replace', path: 'employeeNumber', value: '4711' },
          { op: 'remove', path: `${ENTERPRISE}.department` },
          { op: 'add', value },
        ),
      );
      const { iban, ...enterprise } = {
        employeeNumber: '4711',
        costCenter: '4130',
        division: 'Europe',
        iban: 'NL91',
      };
      expect(after[ENTERPRISE]).toEqual(enterprise);
      expect(after[EXPENSE]).toMatchObject({ iban });
    });

    it("of SCIM 1.1's enterprise extension are accepted for a block", async () => {
      const user = await create({ [SCIM_1]: { department: 'Audit', costCenter: '1' } });
      expect(user[ENTERPRISE]).toEqual({ department: 'Audit', costCenter: '1' });
      const put = await acme.scim.put(`/Users/${user.id}`, {
        userName: user['userName'],
        [SCIM_1]: { department: 'Finance' },
      });
      expect(resource(put)[ENTERPRISE]).toEqual({ department: 'Finance' });
    });
  });

  it('[{"value": …}] is accepted for a plain attribute', async () => {
    const wrapped = (value: unknown) => [{ value }];
    const user = await create({
      title: wrapped('CFO'),
      name: { familyName: wrapped('Vos') },
      nickName: ['Mi'],
    });
    expect(user).toMatchObject({ title: 'CFO', name: { familyName: 'Vos' }, nickName: 'Mi' });
    const answer = await patch(user, { op: 'replace', path: 'active', value: wrapped('False') });
    expect(resource(answer)).toMatchObject({ active: false });
  });

  it('no Operations change nothing', async () => {
    const [user, group] = [await create(), await createGroup()];
    expect(resource(await patch(user))).toEqual(user);
    expect((await acme.scim.patch(`/Groups/${group.id}`, [])).status).toBe(204);
    expect(await acme.scim.read(`/Groups/${group.id}`)).toEqual(group);
  });

  it('a PATCH in a bulk request may have just its operations as data', async () => {
    const user = await create();
    const data = [{ op: 'replace', path: 'title', value: 'CFO' }];
    const operation = { method: 'PATCH', path: `/Users/${user.id}`, data };
    const { Operations } = resource(
      await acme.scim.post('/Bulk', { schemas: [BULK], Operations: [operation] }),
    );
    expect(Operations).toMatchObject([{ status: '200' }]);
    expect(await acme.scim.read(`/Users/${user.id}`)).toMatchObject({ title: 'CFO' });
  });

  it.each([
    ['/Bulk', PATCH_OP],
    ['/Users/.search', BULK],
    ['/.search', PATCH_OP],
  ])('%s refuses a different message', async (path, urn) => {
    const answer = await acme.scim.post(path, { schemas: [urn], Operations: [] });
    expect(refusedAs(answer)).toEqual([400, 'invalidSyntax', containing('schemas must name the message')]);
  });

  describe('a value path that matches nothing', () => {
    it.each(['roles', 'emails', 'entitlements', 'addresses'])(
      'creates the primary element of %s',
      async (attribute) => {
        const user = await create();
        const sub = attribute === 'addresses' ? 'locality' : 'value';
        const path = `${attribute}[primary eq "True"].${sub}`;
        const leaving = { op: 'Replace', path: 'active', value: 'False' };
        const after = resource(await patch(user, leaving, { op: 'Replace', path, value: 'x' }));
        expect(after).toMatchObject({ active: false, [attribute]: [{ primary: true, [sub]: 'x' }] });
        expect(
          await idsOf(`id eq "${user.id}" and ${attribute}[primary eq true].${sub} eq "x"`),
        ).toHaveLength(1);
      },
    );
  });

  it('primary that was never sent counts as false', async () => {
    const [first, second] = [
      { value: 'a@acme.example', primary: true },
      { value: 'b@acme.example', type: 'home' },
    ];
    const user = await create({ emails: [first, second] });
    const plain = await create({ emails: [second] });
    const found = async (filter: string) => {
      const ids = await idsOf(`(id eq "${user.id}" or id eq "${plain.id}") and ${filter}`);
      return [user, plain].filter(({ id }) => ids.includes(id)).length;
    };
    expect(await found('emails[primary eq false]')).toBe(2);
    expect(await found('emails[value sw "b" and primary eq "False"]')).toBe(2);
    expect(await found('emails[value sw "b" and primary ne true]')).toBe(2);
    expect(await found('emails[value sw "a" and primary eq false]')).toBe(0);
    expect(await found('emails.primary eq false')).toBe(2);
    expect(await found('emails.primary ne true')).toBe(1);
    expect(await found('emails[primary pr]')).toBe(2);
    const path = 'emails[primary eq false].display';
    expect(resource(await patch(user, { op: 'replace', path, value: 'B' }))['emails']).toEqual([
      first,
      { ...second, display: 'B' },
    ]);
  });

  it('"" in a filter means no value, like null', async () => {
    const [titled, untitled] = [await create({ title: 'CFO' }), await create()];
    const among = `(id eq "${titled.id}" or id eq "${untitled.id}")`;
    for (const nothing of ['""', 'null']) {
      expect(await idsOf(`${among} and title eq ${nothing}`)).toEqual([untitled.id]);
      expect(await idsOf(`${among} and title ne ${nothing}`)).toEqual([titled.id]);
    }
    const path = 'emails[type eq ""].value';
    const answer = await patch(untitled, { op: 'add', path, value: 'a@acme.example' });
    expect(refusedAs(answer)).toEqual([400, 'noTarget', containing('No value of emails')]);
  });

  it.each([' ', '\t\n', '\u00a0'])('blank names are refused: %j', async (blank) => {
    const [user, group] = [await create(), await createGroup()];
    const blanks = [400, 'invalidValue', containing('must not be blank')];
    expect(refusedAs(await acme.scim.post('/Users', { userName: blank }))).toEqual(blanks);
    expect(refusedAs(await acme.scim.post('/Groups', { displayName: blank }))).toEqual(blanks);
    for (const path of ['userName', 'displayName']) {
      expect(refusedAs(await patch(user, { op: 'replace', path, value: blank }))).toEqual(blanks);
    }
    const rename = { op: 'replace', value: { displayName: blank } };
    expect(refusedAs(await acme.scim.patch(`/Groups/${group.id}`, [rename]))).toEqual(blanks);
  });

  it.each<[string, Operation]>([
    ['remove', { op: 'remove', path: 'active' }],
    ['null', { op: 'replace', path: 'active', value: null }],
    ['"" without a path', { op: 'replace', value: { active: '', title: 'CFO' } }],
  ])('active cannot be removed by PATCH: %s', async (_, operation) => {
    const user = await create();
    const refused = [400, 'mutability', containing('active always has a value')];
    expect(refusedAs(await patch(user, operation))).toEqual(refused);
    expect(await acme.scim.read(`/Users/${user.id}`)).toEqual(user);
  });

  it('active: null means no value in a whole resource, so active does not change', async () => {
    const user = await create({ active: null });
    expect(user).toMatchObject({ active: true });
    await patch(user, { op: 'replace', path: 'active', value: false });
    const put = await acme.scim.put(`/Users/${user.id}`, { userName: user['userName'], active: null });
    expect(resource(put)).toMatchObject({ active: false });
  });

  describe('an invalid request', () => {
    const badPath = { Operations: [{ op: 'replace', path: 'shoeSize', value: 44 }] };

    it.each([
      ['PATCH', '/Users/unknown', badPath],
      ['PATCH', '/Users/unknown', { Operations: 7 }],
      ['PUT', '/Users/unknown', {}],
      ['PATCH', '/Groups/unknown', badPath],
      ['PUT', '/Groups/unknown', { displayName: {} }],
    ])('on an unknown resource is 404: %s %s', async (method, path, body) => {
      const headers = { authorization: acme.scim.authorization, 'content-type': SCIM_TYPE };
      const of = (id: string) =>
        send(acme.scim.baseUrl + path.replace('unknown', id), method, { headers, body });
      const { id } = path.startsWith('/Users') ? await create() : await createGroup();
      expect((await of('unknown')).body).toMatchObject(scimError(404));
      expect((await of(id)).body).toMatchObject(scimError(400));
      const operation = { method, path: path.replace('unknown', 'nobody'), data: body };
      const bulk = resource(await acme.scim.post('/Bulk', { schemas: [BULK], Operations: [operation] }));
      expect(bulk['Operations']).toMatchObject([{ status: '404' }]);
    });
  });

  it.each(['', '%20', '+'])('an empty filter is refused: %j', async (filter) => {
    const refused = [400, 'invalidFilter', containing('The filter is empty')];
    for (const path of ['/Users', '/Groups']) {
      expect(refusedAs(await acme.scim.get(`${path}?filter=${filter}`))).toEqual(refused);
    }
    for (const path of ['/Users/.search', '/Groups/.search', '/.search']) {
      expect(refusedAs(await acme.scim.post(path, { filter: ' ' }))).toEqual(refused);
      expect((await acme.scim.post(path, { filter: null })).status).toBe(200);
    }
    expect((await acme.scim.get(`/Schemas?filter=${filter}`)).status).toBe(403);
  });

  it('a group as a member is named as such', async () => {
    const [inner, outer] = [await createGroup({ displayName: `Inner ${++number}` }), await createGroup()];
    const members = [{ value: inner.id, type: 'Group' }];
    const refused = [400, 'invalidValue', containing('Groups cannot be members of groups, and "Inner')];
    const add = { op: 'add', path: 'members', value: members };
    const user = await create();
    expect(refusedAs(await acme.scim.patch(`/Groups/${outer.id}`, [add]))).toEqual(refused);
    expect(refusedAs(await acme.scim.put(`/Groups/${outer.id}`, { displayName: 'x', members }))).toEqual(
      refused,
    );
    const both = { displayName: 'y', members: [{ value: user.id }, ...members] };
    expect(refusedAs(await acme.scim.post('/Groups', both))).toEqual(refused);
  });
});
