import { describe, expect, it } from 'vitest';
import { pathName, resolveAttribute } from '../../../src/scim/protocol/path.js';
import { parsePatchPath } from '../../../src/scim/protocol/patch-path.js';
import { ENTERPRISE_USER_SCHEMA } from '../../../src/scim/protocol/schema/enterprise-user.js';
import { EXPENSE_USER_SCHEMA } from '../../../src/scim/protocol/schema/expense-user.js';
import { GROUP, USER } from '../../../src/scim/protocol/schema/registry.js';
import { printFilter } from './support/print-filter.js';
import { refusal } from './support/refusal.js';

const CORE = 'urn:ietf:params:scim:schemas:core:2.0:User';
const ENTERPRISE = ENTERPRISE_USER_SCHEMA.id;
const EXPENSE = EXPENSE_USER_SCHEMA.id;

describe('attribute names (RFC 7644 §3.10)', () => {
  it.each([
    ['userName', 'userName'],
    ['USERNAME', 'userName'],
    ['name.FamilyName', 'name.familyName'],
    ['meta.lastModified', 'meta.lastModified'],
    ['members.value', undefined],
    [`${CORE}:name.familyName`, 'name.familyName'],
    [`${CORE.toUpperCase()}:externalid`, 'externalId'],
    [`${ENTERPRISE}:department`, `${ENTERPRISE}:department`],
    [`${ENTERPRISE.toLowerCase()}:MANAGER.VALUE`, `${ENTERPRISE}:manager.value`],
    ['emails.$ref', undefined],
    ['name.familyName.first', undefined],
    ['userName.value', undefined],
    ['department', `${ENTERPRISE}:department`],
    ['Manager.Value', `${ENTERPRISE}:manager.value`],
    ['organization', `${ENTERPRISE}:organization`],
    ['iban', `${EXPENSE}:iban`],
    ['title', 'title'],
    [`${CORE}.userName`, 'userName'],
    [`${ENTERPRISE}.manager.value`, `${ENTERPRISE}:manager.value`],
    ['urn:scim:schemas:core:1.0:name.familyName', 'name.familyName'],
    ['urn:scim:schemas:extension:enterprise:1.0:manager.managerId', `${ENTERPRISE}:manager.managerId`],
    [`${ENTERPRISE}x.manager`, undefined],
    [`${ENTERPRISE}:`, undefined],
    ['department.name', undefined],
    ['', undefined],
    ['.', undefined],
    [CORE, undefined],
    [`${ENTERPRISE}:externalId`, undefined],
    ['urn:example:unknown:User:userName', undefined],
    ['__proto__', undefined],
    ['constructor', undefined],
  ])('resolves %j to %j', (name, expected) => {
    const path = resolveAttribute(USER, name);
    expect(path && pathName(path)).toBe(expected);
  });

  it.each([
    ['familyName', 'name.familyName'],
    ['givenName', 'name.givenName'],
    ['middleName', 'name.middleName'],
  ])('accepts the short name %s that clients use for %s', (name, expected) => {
    const path = resolveAttribute(USER, name);
    expect(path && pathName(path)).toBe(expected);
  });

  it('accepts the short names of users only on users', () => {
    expect(resolveAttribute(GROUP, 'manager')).toBeUndefined();
    expect(resolveAttribute(GROUP, 'familyName')).toBeUndefined();
  });
});

describe('PATCH paths (RFC 7644 §3.5.2 Figure 7)', () => {
  function parsed(text: string, type = USER): string {
    const target = parsePatchPath(type, text);
    if (target.kind === 'schema') return `schema ${target.schema.id}`;
    return `${pathName(target.path)}${target.filter ? ` where ${printFilter(target.filter, true)}` : ''}`;
  }

  it.each([
    ['userName', 'userName'],
    [' name.familyName ', 'name.familyName'],
    ['emails[type eq "work"]', 'emails where type eq "work"'],
    ['emails[type eq "work"].value', 'emails.value where type eq "work"'],
    [
      'addresses[type eq "work" and primary eq "True"].Country',
      'addresses.country where (type eq "work" and primary eq true)',
    ],
    [`${ENTERPRISE}:department`, `${ENTERPRISE}:department`],
    [ENTERPRISE, `schema ${ENTERPRISE}`],
    ['urn:scim:schemas:extension:enterprise:1.0', `schema ${ENTERPRISE}`],
    ['employeeNumber', `${ENTERPRISE}:employeeNumber`],
    [`${ENTERPRISE}.manager`, `${ENTERPRISE}:manager`],
    [`${CORE}:emails[type eq "work"].value`, 'emails.value where type eq "work"'],
  ])('parses %j', (text, expected) => {
    expect(parsed(text)).toBe(expected);
  });

  it("parses Declaree's published examples", () => {
    expect(parsed('familyName')).toBe('name.familyName');
    expect(parsed("emails[email.type eq 'work']")).toBe('emails where type eq "work"');
    expect(parsed("addresses[address.type eq 'work']")).toBe('addresses where type eq "work"');
  });

  it('parses member filters of groups', () => {
    expect(parsed('members[value eq "7d0c" or value eq "9b44"]', GROUP)).toBe(
      'members where (value eq "7d0c" or value eq "9b44")',
    );
  });

  it.each([
    ['shoeSize', 'shoeSize'],
    ['name.shoeSize', 'name.shoeSize'],
    ['emails[shoeSize eq "44"]', 'shoeSize'],
    ['emails[phone.type eq "44"]', 'phone.type'],
    ['emails[type eq "work"].shoeSize', '.shoeSize'],
    ['emails[type eq "work"', 'Expected "]"'],
    ['emails[type eq "work"] value', 'Expected the end'],
    ['emails[]', 'Expected an attribute'],
    ['userName displayName', 'Expected the end'],
    ['name[familyName eq "Vos"]', 'single value'],
    ['emails.value[type eq "work"]', 'does not support a value filter'],
    ['emails[type[value eq "work"]]', 'does not support a value filter'],
    ['emails[emails[type eq "work"]]', '"emails" is not an attribute of emails'],
    ['"userName"', 'Expected an attribute'],
    ['urn:example:unknown:User:userName', 'not an attribute'],
    ['[', 'Expected an attribute'],
    [' ', 'found the end'],
  ])('refuses %j with invalidPath', (text, reason) => {
    expect(refusal(() => parsePatchPath(USER, text))).toMatch(/^400 invalidPath: /);
    expect(refusal(() => parsePatchPath(USER, text))).toContain(reason);
  });
});
