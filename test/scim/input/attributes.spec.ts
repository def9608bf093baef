import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Attribute, ResourceType } from '../../../src/scim/protocol/schema/attribute.js';
import { GROUP, USER } from '../../../src/scim/protocol/schema/registry.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { sqliteAndOneServer } from '../../support/lanes.js';
import { addTwoAccounts, patchOf, type Tenant } from '../../support/two-accounts.js';
import { everything, sendToScim } from './refusals.js';

/** Longer than any attribute may be. */
const TOO_LONG = 'x'.repeat(70_000);

/** Values that are invalid for a type, whatever liberties clients take. */
const WRONG: Readonly<Record<Attribute['type'], readonly unknown[]>> = {
  string: [true, { a: 1 }, ['a', 'b'], 'nul\u0000', 'half \ud800', TOO_LONG],
  reference: [false, { a: 1 }, ['a', 'b'], 'nul\u0000', TOO_LONG],
  boolean: ['yes', 'TRUEISH', 1, { a: 1 }, [true, false]],
  dateTime: [true, 'yesterday', '2024-13-45T99:99:99Z', { a: 1 }, 5],
  binary: [true, 'no base64!', { a: 1 }],
  integer: ['x', 1.5, true],
  decimal: ['x', true, {}],
  complex: [[['nested']], [{}, 1, [1]]],
};

interface Place {
  type: ResourceType;
  /** The path of the attribute, with the URN of its extension. */
  path: string;
  attribute: Attribute;
  /** A body with `value` for this attribute. */
  body: (value: unknown) => Record<string, unknown>;
}

const REQUIRED: Partial<Record<ResourceType['name'], object>> = {
  User: { userName: 'wrong@twin.example' },
  Group: { displayName: 'Wrong' },
};

function places(type: ResourceType): Place[] {
  const core = type.schema.attributes.flatMap((attribute) =>
    placesOf(type, attribute, attribute.name, (value) => ({
      ...REQUIRED[type.name],
      [attribute.name]: value,
    })),
  );
  const extended = type.extensions.flatMap(({ id, attributes }) =>
    attributes.flatMap((attribute) =>
      placesOf(type, attribute, `${id}:${attribute.name}`, (value) => ({
        ...REQUIRED[type.name],
        [id]: { [attribute.name]: value },
      })),
    ),
  );
  return [...core, ...extended].filter(({ attribute }) => attribute.mutability !== 'readOnly');
}

function placesOf(type: ResourceType, attribute: Attribute, path: string, body: Place['body']): Place[] {
  if (attribute.mutability === 'readOnly') return [];
  const inside = (attribute.subAttributes ?? []).map((sub) => ({
    type,
    path: `${path}.${sub.name}`,
    attribute: sub,
    body: (value: unknown) => body(attribute.multiValued ? [{ [sub.name]: value }] : { [sub.name]: value }),
  }));
  return [{ type, path, attribute, body }, ...inside];
}

describe.each(sqliteAndOneServer())('an attribute with an invalid value, on $name', (lane) => {
  let app: TestApp;
  let tenant: Tenant;
  let userId: string;
  let groupId: string;

  beforeAll(async () => {
    app = await bootApp(lane);
    [tenant] = await addTwoAccounts(app);
    const user = { userName: 'mira@twin.example', title: 'Controller' };
    userId = (await tenant.scim('POST /Users', { body: user })).body.id;
    const group = { displayName: 'Approvers', members: [{ value: userId }] };
    groupId = (await tenant.scim('POST /Groups', { body: group })).body.id;
  });

  afterAll(() => app.close());

  const attempts = ({ type, path, body }: Place, value: unknown) => {
    const resource = type === USER ? `/Users/${userId}` : `/Groups/${groupId}`;
    const patch = patchOf({ op: 'replace', path: 'displayName', value: 'Lost' }, { op: 'add', path, value });
    return [
      { method: 'POST', path: type.endpoint, body: JSON.stringify(body(value)) },
      { method: 'PUT', path: resource, body: JSON.stringify(body(value)) },
      { method: 'PATCH', path: resource, body: JSON.stringify(patch) },
    ];
  };

  it.each([...places(USER), ...places(GROUP)].map((place) => [place.type.name, place.path, place] as const))(
    'is refused and changes nothing: %s %s',
    async (_, __, place) => {
      const before = await everything(tenant);
      for (const value of WRONG[place.attribute.type]) {
        for (const attempt of attempts(place, value)) {
          const { status, text } = await sendToScim(app.url, tenant, attempt);
          const shown = JSON.stringify(value).slice(0, 80);
          expect([attempt.method, shown, status, text]).toEqual([attempt.method, shown, 400, text]);
        }
      }
      expect(await everything(tenant)).toEqual(before);
    },
  );
});
