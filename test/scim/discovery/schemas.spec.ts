import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addAccount, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { sqliteAndOneServer } from '../../support/lanes.js';
import { ResourceValidator } from '../../support/resource-validator.js';
import { EXPENSE, resource, scimError, type Resource } from '../../support/scim-client.js';
import { bodyWith, mistyped, rowsOf, sample, valueIn, type Row } from './advertised.js';

/** Attributes with rules beyond their type: the resources that they can name. */
const NAMES_OTHERS = /:manager(?:\.|$)|^members|:role$/;

describe.each(sqliteAndOneServer())('the service does what /Schemas says, on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;
  let validator: ResourceValidator;
  let rows: Row[];
  let someone: Resource;
  let number = 0;

  beforeAll(async () => {
    app = await bootApp(lane);
    acme = await addAccount(app);
    validator = await ResourceValidator.of(acme.scim);
    rows = rowsOf(validator);
    someone = await acme.scim.create('/Users', { userName: 'someone', externalId: 'S1' });
  });

  afterAll(() => app.close());

  /** The required attributes of a new resource, with a unique name. */
  const required = ({ endpoint }: Row) =>
    endpoint === '/Users' ? { userName: `user${++number}` } : { displayName: `group${++number}` };

  const post = (row: Row, value: unknown) =>
    acme.scim.post(row.endpoint, { ...required(row), ...bodyWith(row, value) });

  const typeOf = ({ endpoint }: Row) =>
    validator.types.find((type) => type.endpoint === endpoint)?.name ?? '';

  const createWith = async (row: Row, value: unknown): Promise<Resource> => {
    const created = resource(await post(row, value), 201);
    expect([row.path, validator.faultsOf(created, typeOf(row))]).toEqual([row.path, []]);
    return created;
  };

  const writable = () =>
    rows.filter(({ path, attribute, parent }) => {
      const readable = attribute.mutability === 'readWrite' && parent?.mutability !== 'readOnly';
      return readable && !NAMES_OTHERS.test(path);
    });

  /** Of the resources that clients can write. */
  const readOnly = () =>
    rows.filter(
      ({ attribute, endpoint }) =>
        attribute.mutability === 'readOnly' && ['/Users', '/Groups'].includes(endpoint),
    );

  it('describes every attribute in full, with the values that RFC 7643 §7 defines', () => {
    expect(rows.length).toBeGreaterThan(80);
    for (const { path, attribute } of rows) {
      expect([path, attribute]).toEqual([
        path,
        expect.objectContaining({
          name: expect.stringMatching(/^\$?[A-Za-z][\w-]*$/) as string,
          type: expect.stringMatching(/^(?:string|boolean|reference|binary|complex)$/) as string,
          multiValued: expect.any(Boolean) as boolean,
          description: expect.stringMatching(/\w/) as string,
          required: expect.any(Boolean) as boolean,
          caseExact: expect.any(Boolean) as boolean,
          mutability: expect.stringMatching(/^(?:readOnly|readWrite|immutable|writeOnly)$/) as string,
          returned: expect.stringMatching(/^(?:always|never|default|request)$/) as string,
          uniqueness: expect.stringMatching(/^(?:none|server|global)$/) as string,
        }),
      ]);
      expect([path, attribute.type === 'complex']).toEqual([path, attribute.subAttributes !== undefined]);
      expect([path, attribute.type === 'reference']).toEqual([path, attribute.referenceTypes !== undefined]);
    }
  });

  it('lists externalId of users and groups, and only roles that SCIM can assign', () => {
    const found = (path: string) => rows.filter((row) => row.path === path).map(({ endpoint }) => endpoint);
    expect(found('externalId')).toEqual(['/Users', '/Groups']);
    const role = rows.find(({ path }) => path.endsWith(':role'));
    expect(role?.attribute.canonicalValues).toEqual(['employee', 'approver', 'accountant', 'controller']);
  });

  it('does not suggest the role admin when it refuses a role', async () => {
    const { status, body } = await acme.scim.post('/Users', {
      userName: 'king',
      [EXPENSE]: { role: 'king' },
    });
    expect([status, body['detail']]).toEqual([
      400,
      'There is no role "king". Possible: employee, approver, accountant, controller.',
    ]);
  });

  it('readWrite: stores a value, returns it as sent, and removes it', async () => {
    for (const row of writable()) {
      const [first, second] = [sample(row.attribute, ++number), sample(row.attribute, 2000 + number)];
      const { id } = await createWith(row, first);
      const at = `${row.endpoint}/${id}`;
      expect([row.path, valueIn(await acme.scim.read(at), row)]).toEqual([row.path, first]);
      const changed = await acme.scim.patch(at, [{ op: 'replace', path: row.path, value: second }]);
      expect([row.path, changed.status < 300]).toEqual([row.path, true]);
      expect([row.path, valueIn(await acme.scim.read(at), row)]).toEqual([row.path, second]);
    }
  });

  it('readOnly: is ignored in POST and PUT, and refused as the path of a PATCH', async () => {
    expect(readOnly().map(({ path }) => path)).toContain('groups.display');
    for (const row of readOnly()) {
      const value = row.attribute.multiValued ? [{ value: 'forged' }] : 'forged';
      const { parent } = row;
      // A member or manager must exist.
      const owner = parent && parent.mutability !== 'readOnly' ? { value: someone.id } : {};
      const inner = { ...owner, [row.attribute.name]: value };
      const body = parent
        ? bodyWith({ ...row, attribute: parent, parent: undefined }, parent.multiValued ? [inner] : inner)
        : bodyWith(row, value);
      const created = resource(await acme.scim.post(row.endpoint, { ...required(row), ...body }), 201);
      const at = `${row.endpoint}/${created.id}`;
      const put = resource(await acme.scim.put(at, { ...created, ...body }));
      expect([row.path, JSON.stringify([created, put, await acme.scim.read(at)])]).toEqual([
        row.path,
        expect.not.stringContaining('forged') as string,
      ]);
      const { status, body: error } = await acme.scim.patch(at, [{ op: 'replace', path: row.path, value }]);
      expect([row.path, status, error]).toMatchObject([row.path, 400, { scimType: 'mutability' }]);
    }
  });

  it('immutable: is accepted with its element, and refused as the path of a PATCH', async () => {
    const immutable = rows.filter(({ attribute }) => attribute.mutability === 'immutable');
    expect(immutable.map(({ path }) => path)).toEqual(['members.value', 'members.type']);
    const members = [{ value: someone.id, type: 'User' }];
    const group = await acme.scim.create('/Groups', { displayName: 'Immutable', members });
    expect(group['members']).toMatchObject(members);
    for (const { attribute, path } of immutable) {
      for (const target of [path, `members[value eq "${someone.id}"].${attribute.name}`]) {
        const operation = { op: 'replace', path: target, value: acme.admin.id };
        const { status, body } = await acme.scim.patch(`/Groups/${group.id}`, [operation]);
        expect([target, status, body]).toMatchObject([target, 400, { scimType: 'mutability' }]);
      }
    }
    expect((await acme.scim.read(`/Groups/${group.id}`))['members']).toEqual(group['members']);
  });

  it('writeOnly: is never in an answer, whatever is requested', async () => {
    const secret = rows.filter(({ attribute }) => attribute.mutability === 'writeOnly');
    expect(secret.map(({ path, attribute }) => [path, attribute.returned])).toEqual([['password', 'never']]);
    const body = { userName: 'secretive', password: 'S3cret, and long' };
    const { id } = await acme.scim.create('/Users', body);
    const at = `/Users/${id}`;
    const asked = '?attributes=password,userName';
    const replace = [{ op: 'replace', path: 'password', value: body.password }];
    const answers = [
      await acme.scim.get(at),
      await acme.scim.get(at + asked),
      await acme.scim.get(`/Users${asked}`),
      await acme.scim.put(at + asked, body),
      await acme.scim.patch(at + asked, replace),
      await acme.scim.post(`/Users${asked}`, { ...body, userName: 'secretive too' }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 201]);
    expect(JSON.stringify(answers.map((answer) => answer.body))).not.toMatch(/password|S3cret/);
  });

  it('returned default: is present unless excluded, and can be requested alone', async () => {
    for (const row of writable()) {
      const { id } = await createWith(row, sample(row.attribute, ++number));
      const at = `${row.endpoint}/${id}`;
      const only = await acme.scim.read(`${at}?attributes=${row.path}`);
      expect([row.path, valueIn(only, row) !== undefined]).toEqual([row.path, true]);
      expect(Object.keys(only)).toHaveLength(3);
      expect(validator.faultsOf(only, typeOf(row), { partial: true })).toEqual([]);
      const without = await acme.scim.read(`${at}?excludedAttributes=${row.path}`);
      expect([row.path, valueIn(without, row)]).toEqual([row.path, undefined]);
      expect(validator.faultsOf(without, typeOf(row), { partial: true })).toEqual([]);
    }
  });

  it('uniqueness: a duplicate is 409 in any letter case if advertised, and accepted otherwise', async () => {
    for (const row of writable()) {
      const value = row.attribute.uniqueness === 'none' ? sample(row.attribute, 77) : `Unique ${++number}`;
      await createWith(row, value);
      const again = await post(row, typeof value === 'string' ? value.toUpperCase() : value);
      const expected = row.attribute.uniqueness === 'none' ? 201 : 409;
      expect([row.path, again.status, again.body['scimType'] === 'uniqueness']).toEqual([
        row.path,
        expected,
        expected === 409,
      ]);
    }
    expect(writable().filter(({ attribute }) => attribute.uniqueness === 'server')).toHaveLength(2);
  });

  it('caseExact: a filter in another letter case finds it only if case does not matter', async () => {
    const texts = writable().filter(({ attribute }) => ['string', 'reference'].includes(attribute.type));
    for (const row of texts) {
      const value = `Case ${++number} aB`;
      const { id } = await createWith(row, value);
      const found = async (text: string) =>
        (await acme.scim.search(row.endpoint, `${row.path} eq "${text}" and id eq "${id}"`)).length;
      expect([row.path, await found(value), await found(value.toUpperCase())]).toEqual([
        row.path,
        1,
        row.attribute.caseExact ? 0 : 1,
      ]);
    }
  });

  it('multiValued: is an array in answers, and may be one object in requests', async () => {
    const lists = writable().filter(({ attribute }) => attribute.multiValued);
    expect(lists.length).toBeGreaterThan(7);
    for (const row of lists) {
      const [first] = sample(row.attribute, ++number) as unknown[];
      expect([row.path, valueIn(await createWith(row, first), row)]).toEqual([row.path, [first]]);
    }
  });

  it('type: any other type is invalidValue', async () => {
    for (const row of writable()) {
      for (const value of mistyped(row.attribute)) {
        const { status, body } = await post(row, value);
        const detail = expect.stringContaining(row.attribute.name) as string;
        const error = scimError(400, { scimType: 'invalidValue', detail });
        expect([row.path, value, status, body]).toEqual([row.path, value, 400, error]);
      }
    }
  });

  it('required: cannot be omitted, emptied or removed', async () => {
    const due = rows.filter(({ attribute, parent }) => attribute.required && !parent);
    expect(due.map(({ endpoint, path }) => endpoint + path)).toEqual([
      '/UsersuserName',
      '/GroupsdisplayName',
    ]);
    for (const { endpoint, path } of due) {
      const { id } = await acme.scim.create(endpoint, { [path]: `Required ${++number}` });
      const refusals = [
        await acme.scim.post(endpoint, { externalId: 'x' }),
        await acme.scim.put(`${endpoint}/${id}`, { externalId: 'x', [path]: '' }),
        await acme.scim.patch(`${endpoint}/${id}`, [{ op: 'replace', path, value: null }]),
        await acme.scim.patch(`${endpoint}/${id}`, [{ op: 'remove', path }]),
      ];
      expect(refusals.map(({ status, body }) => [status, body['scimType']])).toEqual([
        [400, 'invalidValue'],
        [400, 'invalidValue'],
        [400, 'invalidValue'],
        [400, 'mutability'],
      ]);
    }
  });
});
