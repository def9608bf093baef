import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Attribute, Schema } from '../../../src/scim/protocol/schema/attribute.js';
import { USER } from '../../../src/scim/protocol/schema/registry.js';
import { addAccount, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { isWritable, sampleOf } from '../../support/attribute-samples.js';
import { databaseLanes } from '../../support/lanes.js';
import { ENTERPRISE, resource, type Resource } from '../../support/scim-client.js';

interface Row {
  schema: Schema;
  attribute: Attribute;
}

/** Every attribute that is returned as written; the manager is returned with additional facts. */
const ROWS: Row[] = [USER.schema, ...USER.extensions].flatMap((schema) =>
  schema.attributes
    .filter((attribute) => isWritable(attribute) && attribute.name !== 'manager')
    .map((attribute) => ({ schema, attribute })),
);

const SINGLE = ROWS.map((row) => [labelOf(row), row] as const);

function labelOf({ schema, attribute }: Row): string {
  return schema === USER.schema ? attribute.name : `${schema.name}.${attribute.name}`;
}

function pathOf({ schema, attribute }: Row): string {
  return schema === USER.schema ? attribute.name : `${schema.id}:${attribute.name}`;
}

function placed({ schema, attribute }: Row, value: unknown): Record<string, unknown> {
  return schema === USER.schema ? { [attribute.name]: value } : { [schema.id]: { [attribute.name]: value } };
}

function valueIn(user: Record<string, unknown>, { schema, attribute }: Row): unknown {
  const block = schema === USER.schema ? user : (user[schema.id] as Record<string, unknown> | undefined);
  return block?.[attribute.name];
}

/** A user with a value for every attribute. */
function whole(variant: number): Record<string, unknown> {
  const user: Record<string, unknown> = { externalId: `External ${variant} ` };
  for (const row of ROWS) {
    const { schema, attribute } = row;
    const value = sampleOf(attribute, variant);
    if (schema === USER.schema) user[attribute.name] = value;
    else user[schema.id] = { ...(user[schema.id] as object | undefined), [attribute.name]: value };
  }
  return user;
}

describe.each(databaseLanes())('every attribute of a user is returned as sent, on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;
  let number = 0;

  beforeAll(async () => {
    app = await bootApp(lane);
    acme = await addAccount(app);
  });

  afterAll(() => app.close());

  const read = async ({ id }: Resource): Promise<Record<string, unknown>> => {
    const { schemas, id: _, meta, ...attributes } = await acme.scim.read(`/Users/${id}`);
    expect(schemas).toEqual([USER.schema.id, ...USER.extensions.map((extension) => extension.id)]);
    expect(meta.resourceType).toBe('User');
    return attributes;
  };

  it('all of them at once, by POST, by PUT and by PATCH', async () => {
    const [first, second, third] = [whole(1), whole(2), whole(3)];
    const user = await acme.scim.create('/Users', first);
    expect(await read(user)).toEqual(first);
    resource(await acme.scim.put(`/Users/${user.id}`, second));
    expect(await read(user)).toEqual(second);
    resource(await acme.scim.patch(`/Users/${user.id}`, [{ op: 'replace', value: third }]));
    expect(await read(user)).toEqual(third);
  });

  it.each(SINGLE)('%s by itself', async (_, row) => {
    const { name, keptOnReplace, required } = row.attribute;
    const userName = `person${++number}@acme.example`;
    const [first, second] = [sampleOf(row.attribute, 10 * number), sampleOf(row.attribute, 10 * number + 1)];
    const user = await acme.scim.create('/Users', { userName, ...placed(row, first) });
    const valueNow = async () => valueIn(await acme.scim.read(`/Users/${user.id}`), row);
    expect(await valueNow()).toEqual(first);

    const path = pathOf(row);
    resource(await acme.scim.patch(`/Users/${user.id}`, [{ op: 'replace', path, value: second }]));
    expect(await valueNow()).toEqual(second);
    if (required || keptOnReplace || name === 'role') return;
    resource(await acme.scim.patch(`/Users/${user.id}`, [{ op: 'remove', path }]));
    expect(await valueNow()).toBeUndefined();
    resource(await acme.scim.patch(`/Users/${user.id}`, [{ op: 'add', path, value: first }]));
    expect(await valueNow()).toEqual(first);
  });

  it.each(SINGLE)('%s is found by a filter', async (_, row) => {
    const userName = `person${++number}@acme.example`;
    const value = sampleOf(row.attribute, 10_000 + number);
    const { id } = await acme.scim.create('/Users', { userName, ...placed(row, value) });
    const user = (await acme.scim.search('/Users', `${pathOf(row)} pr and id eq "${id}"`))[0];
    expect(user && valueIn(user, row)).toEqual(value);
  });

  it('userName and externalId without folding or trimming', async () => {
    const facts = { userName: 'Straße ÉCOLE ﬁ@Acme.Example', externalId: ' 00uAbC ' };
    const { id } = await acme.scim.create('/Users', facts);
    expect(await acme.scim.read(`/Users/${id}`)).toMatchObject(facts);
    expect(await acme.scim.search('/Users', 'externalId eq " 00uabc "')).toEqual([]);
    expect(await acme.scim.search('/Users', 'externalId eq " 00uAbC "')).toMatchObject([{ id }]);
  });

  it('empty values leave no trace and no schema', async () => {
    const userName = `person${++number}@acme.example`;
    const user = await acme.scim.create('/Users', {
      userName,
      title: null,
      nickName: '',
      emails: [],
      name: { givenName: '' },
      addresses: [{ type: '' }],
      [ENTERPRISE]: { department: null },
      favouriteColour: 'blue',
      'urn:example:unknown': { a: 1 },
    });
    const { schemas, id, meta, ...attributes } = await acme.scim.read(`/Users/${user.id}`);
    expect(attributes).toEqual({
      userName,
      active: true,
      [USER.extensions[1]?.id ?? '']: expect.any(Object),
    });
    expect(schemas).not.toContain(ENTERPRISE);
    expect([id, meta.location]).toEqual([user.id, `${acme.scim.baseUrl}/Users/${user.id}`]);
  });
});
