import { describe, expect, it } from 'vitest';
import { parseProjection, project } from '../../../src/scim/protocol/projection.js';
import { fullResource } from '../../../src/scim/protocol/resource.js';
import { ENTERPRISE_USER_SCHEMA } from '../../../src/scim/protocol/schema/enterprise-user.js';
import { GROUP, USER } from '../../../src/scim/protocol/schema/registry.js';
import { USER_SCHEMA } from '../../../src/scim/protocol/schema/user.js';

const ENTERPRISE = ENTERPRISE_USER_SCHEMA.id;

const META = {
  created: '2024-05-13T04:42:34.000Z',
  lastModified: '2024-05-14T04:42:34.000Z',
  version: 'W/"3"',
  location: 'https://app.example/SCIM/v2/Users/7d0c',
};

const MIRA = fullResource(USER, {
  id: '7d0c',
  document: {
    externalId: '00u1',
    userName: 'mira.vos',
    name: { familyName: 'Vos', givenName: 'Mira' },
    emails: [{ value: 'mira.vos@acme.example', type: 'work', primary: true }, { type: 'home' }],
    password: 'q7Zt0pWm',
    [ENTERPRISE]: { department: 'Finance', manager: { value: '4c1e' } },
  },
  readOnly: {
    groups: [{ value: '5e21', display: 'Approvers' }],
    [ENTERPRISE]: { manager: { displayName: 'Jan Peeters' } },
  },
  meta: META,
});

describe('a whole resource (RFC 7643 §3)', () => {
  it('has id, schemas, attributes, service-provided values, and meta', () => {
    expect(MIRA).toEqual({
      schemas: [USER_SCHEMA.id, ENTERPRISE],
      id: '7d0c',
      externalId: '00u1',
      userName: 'mira.vos',
      name: { familyName: 'Vos', givenName: 'Mira' },
      emails: [{ value: 'mira.vos@acme.example', type: 'work', primary: true }, { type: 'home' }],
      groups: [{ value: '5e21', display: 'Approvers' }],
      [ENTERPRISE]: { department: 'Finance', manager: { value: '4c1e', displayName: 'Jan Peeters' } },
      meta: {
        resourceType: 'User',
        created: META.created,
        lastModified: META.lastModified,
        location: META.location,
        version: META.version,
      },
    });
  });

  it('never has the password', () => {
    expect(JSON.stringify(MIRA)).not.toContain('q7Zt0pWm');
  });

  it('lists only the schemas that it uses', () => {
    const group = fullResource(GROUP, { id: '5e21', document: { displayName: 'Approvers' }, meta: META });
    expect(group['schemas']).toEqual(['urn:ietf:params:scim:schemas:core:2.0:Group']);
    expect(group['meta']).toMatchObject({ resourceType: 'Group' });
  });
});

describe('attributes and excludedAttributes (RFC 7644 §3.9)', () => {
  function answered(query: Parameters<typeof parseProjection>[1]): object {
    const { id, schemas, ...rest } = project(USER, MIRA, parseProjection(USER, query));
    expect({ id, schemas }).toEqual({ id: '7d0c', schemas: MIRA['schemas'] });
    return rest;
  }

  it.each([{}, { attributes: '' }, { attributes: [], excludedAttributes: ' , ' }])(
    'returns everything for %j',
    (query) => {
      expect(project(USER, MIRA, parseProjection(USER, query))).toEqual(MIRA);
    },
  );

  it.each([
    ['userName', { userName: 'mira.vos' }],
    ['USERNAME,externalId', { userName: 'mira.vos', externalId: '00u1' }],
    ['name.familyName', { name: { familyName: 'Vos' } }],
    ['name.familyName,name', { name: { familyName: 'Vos', givenName: 'Mira' } }],
    ['name,name.familyName', { name: { familyName: 'Vos', givenName: 'Mira' } }],
    ['name.familyName,name.givenName', { name: { familyName: 'Vos', givenName: 'Mira' } }],
    ['emails.value', { emails: [{ value: 'mira.vos@acme.example' }] }],
    ['emails.display', {}],
    ['name.middleName', {}],
    ['meta.version', { meta: { version: 'W/"3"' } }],
    ['meta', { meta: MIRA['meta'] }],
    [`${ENTERPRISE}:department`, { [ENTERPRISE]: { department: 'Finance' } }],
    [`${ENTERPRISE}:manager.value`, { [ENTERPRISE]: { manager: { value: '4c1e' } } }],
    [`${ENTERPRISE}:costCenter`, {}],
    [ENTERPRISE.toUpperCase(), { [ENTERPRISE]: MIRA[ENTERPRISE] }],
    ['manager.displayName', { [ENTERPRISE]: { manager: { displayName: 'Jan Peeters' } } }],
    ['password', {}],
    ['shoeSize', {}],
  ])('attributes=%s returns only that', (attributes, expected) => {
    expect(answered({ attributes })).toEqual(expected);
  });

  it.each([
    ['groups', ['groups']],
    ['emails, name', ['emails', 'name']],
    ['id,schemas', []],
    [ENTERPRISE, [ENTERPRISE]],
    ['meta', ['meta']],
    ['shoeSize', []],
  ])('excludedAttributes=%s omits that', (excludedAttributes, missing) => {
    const rest = answered({ excludedAttributes });
    const expected = Object.keys(MIRA).filter((name) => !['id', 'schemas', ...missing].includes(name));
    expect(Object.keys(rest)).toEqual(expected);
  });

  it('omits sub-attributes', () => {
    expect(
      answered({ excludedAttributes: ['emails.value', 'emails.primary', `${ENTERPRISE}:manager.value`] }),
    ).toMatchObject({
      emails: [{ type: 'work' }, { type: 'home' }],
      [ENTERPRISE]: { department: 'Finance', manager: { displayName: 'Jan Peeters' } },
    });
  });

  it('keeps simple values if a sub-attribute is named', () => {
    const projection = parseProjection(USER, { attributes: 'name.familyName' });
    expect(project(USER, { id: '1', name: 'Vos' }, projection)).toEqual({ id: '1', name: 'Vos' });
  });

  it('uses attributes if a request has both', () => {
    expect(answered({ attributes: 'userName', excludedAttributes: 'userName' })).toEqual({
      userName: 'mira.vos',
    });
  });

  it('says in advance which attributes need not be read', () => {
    const all = parseProjection(GROUP, {});
    const withoutMembers = parseProjection(GROUP, { excludedAttributes: 'members' });
    const withoutDisplays = parseProjection(GROUP, { excludedAttributes: 'members.display' });
    const nameOnly = parseProjection(GROUP, { attributes: 'displayName' });
    const memberIds = parseProjection(GROUP, { attributes: 'members.value' });
    const wanted = [all, withoutMembers, withoutDisplays, nameOnly, memberIds].map((each) =>
      each.wants('members'),
    );
    expect(wanted).toEqual([true, false, true, false, true]);
    expect(nameOnly.wants('id')).toBe(true);
    expect(withoutMembers.wants('displayName')).toBe(true);
    expect(parseProjection(USER, { attributes: 'manager' }).wants('manager', ENTERPRISE)).toBe(true);
    expect(parseProjection(USER, { attributes: 'userName' }).wants('manager', ENTERPRISE)).toBe(false);
  });
});
