import { describe, expect, it } from 'vitest';
import { type Filter, countTerms } from '../../../src/scim/protocol/filter/ast.js';
import { comparison } from '../../../src/scim/protocol/filter/comparison.js';
import { parseFilter } from '../../../src/scim/protocol/filter/parser.js';
import { ScimError } from '../../../src/scim/protocol/errors.js';
import { type Attribute, string } from '../../../src/scim/protocol/schema/attribute.js';
import { ENTERPRISE_USER_SCHEMA } from '../../../src/scim/protocol/schema/enterprise-user.js';
import { GROUP, USER } from '../../../src/scim/protocol/schema/registry.js';
import { USER_SCHEMA } from '../../../src/scim/protocol/schema/user.js';
import { printFilter } from './support/print-filter.js';
import { refusal } from './support/refusal.js';

const ENTERPRISE = ENTERPRISE_USER_SCHEMA.id;

function parsed(text: string): string {
  return printFilter(parseFilter(USER, text));
}

describe('the grammar (RFC 7644 §3.4.2.2 Figure 1)', () => {
  it.each([
    ['title pr or userType pr and active eq true', '(title pr or (userType pr and active eq true))'],
    ['(title pr or userType pr) and active eq true', '((title pr or userType pr) and active eq true)'],
    ['not (title pr) and userType pr', '(not (title pr) and userType pr)'],
    ['not(title pr)', 'not (title pr)'],
    ['((title pr))', 'title pr'],
    ['title pr and userType pr and locale pr', '(title pr and userType pr and locale pr)'],
    ['  title\tpr\n', 'title pr'],
    ['USERNAME EQ "a" AND NOT (TITLE PR)', '(userName eq "a" and not (title pr))'],
    [
      'emails[type eq "work" and not (value co "x" or primary eq true)]',
      'emails[(type eq "work" and not ((value co "x" or primary eq true)))]',
    ],
    ['emails[type eq "work"] and title pr', '(emails[type eq "work"] and title pr)'],
    ['emails[emails.type eq "work"]', 'emails[type eq "work"]'],
    ['name[familyName eq "Vos"]', 'name[familyName eq "Vos"]'],
    [`${ENTERPRISE}:department eq "Audit"`, `${ENTERPRISE}:department eq "Audit"`],
    [`${ENTERPRISE}:manager[value eq "4c1e"]`, `${ENTERPRISE}:manager[value eq "4c1e"]`],
    ['urn:ietf:params:scim:schemas:core:2.0:User:name.familyName sw "V"', 'name.familyName sw "V"'],
  ])('parses %j', (text, expected) => {
    expect(parsed(text)).toBe(expected);
  });

  it.each([
    [String.raw`userName eq "a\"b\\c\u00e9\ud83d\ude00\n"`, 'a"b\\cé😀\n'],
    ['userName eq "and not (x)"', 'and not (x)'],
    ['userName co ""', ''],
  ])('reads the JSON string in %s', (text, value) => {
    expect(parseFilter(USER, text)).toMatchObject({ kind: 'compare', value });
  });

  it.each(['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'])('knows the operator %s', (operator) => {
    expect(parsed(`userName ${operator.toUpperCase()} "a"`)).toBe(`userName ${operator} "a"`);
  });
});

describe('what clients send beyond the grammar', () => {
  it.each([
    ['emails eq "a@acme.example"', 'emails.value eq "a@acme.example"'],
    ['manager eq "4c1e"', `${ENTERPRISE}:manager.value eq "4c1e"`],
    ['emails[type eq "work"].value eq "a"', 'emails[(type eq "work" and value eq "a")]'],
    ['emails[type eq "work"].value pr', 'emails[(type eq "work" and value pr)]'],
    ['active eq "True"', 'active eq true'],
    ['active ne "false"', 'active ne false'],
    ['title eq null', 'not (title pr)'],
    ['title eq ""', 'not (title pr)'],
    ['title ne ""', 'title pr'],
    ['emails eq ""', 'not (emails pr)'],
    ['emails[type eq ""]', 'emails[not (type pr)]'],
    ['emails[type eq "work"].value ne ""', 'emails[(type eq "work" and value pr)]'],
    ['active eq ""', 'not (active pr)'],
    ['department eq "Audit"', `${ENTERPRISE}:department eq "Audit"`],
    [`${ENTERPRISE}.manager eq "4c1e"`, `${ENTERPRISE}:manager.value eq "4c1e"`],
    ['urn:scim:schemas:core:1.0:userName eq "a"', 'userName eq "a"'],
    ['emails ne null', 'emails pr'],
    ['active eq TRUE', 'active eq true'],
  ])('reads %s as %s', (text, expected) => {
    expect(parsed(text)).toBe(expected);
  });
});

describe('types and operators (RFC 7644 §3.4.2.2 Table 3)', () => {
  it('writes instants in UTC', () => {
    expect(parsed('meta.lastModified gt "2011-05-13T06:42:34.5+02:00"')).toBe(
      'meta.lastModified gt "2011-05-13T04:42:34.500Z"',
    );
  });

  it.each([
    ['active gt true', 'active does not support the operator gt'],
    ['active co "t"', 'active does not support the operator co'],
    ['x509Certificates.value lt "QUJD"', 'x509Certificates.value does not support the operator lt'],
    ['x509Certificates sw "QUJD"', 'x509Certificates.value does not support the operator sw'],
    ['meta.created co "2011"', 'meta.created does not support the operator co'],
    ['userName eq true', 'userName is of type string; true is not'],
    ['userName eq 5', 'userName is of type string; 5 is not'],
    ['active eq "yes"', 'active is of type boolean; "yes" is not'],
    ['active eq 1', 'active is of type boolean; 1 is not'],
    ['meta.created gt "yesterday"', 'meta.created is of type dateTime; "yesterday" is not'],
    ['meta.created gt 5', 'meta.created is of type dateTime; 5 is not'],
    ['name eq "Vos"', 'name is complex; name one of its sub-attributes'],
    ['addresses co "x"', 'addresses is complex'],
    ['title gt null', 'title can be compared with null only by eq or ne'],
    ['password eq "x"', 'password cannot be filtered on'],
    ['password pr', 'password cannot be filtered on'],
  ])('refuses %j', (text, detail) => {
    expect(refusal(() => parseFilter(USER, text))).toContain(`400 invalidFilter: `);
    expect(refusal(() => parseFilter(USER, text))).toContain(detail);
  });

  it.each(['decimal', 'integer'] as const)(
    'compares a %s of another schema by all operators except the substring ones',
    (type) => {
      const attribute: Attribute = { ...string('share', 'A share.'), type };
      const path = { schema: USER_SCHEMA, extension: false, attribute };
      const fail = (detail: string): ScimError => ScimError.invalidFilter(detail);
      expect(comparison(path, 'gt', 5, fail)).toMatchObject({ operator: 'gt', value: 5 });
      expect(refusal(() => comparison(path, 'co', 5, fail))).toContain('does not support the operator co');
      expect(refusal(() => comparison(path, 'gt', '5', fail))).toContain(`is of type ${type}`);
      expect(refusal(() => comparison(path, 'gt', Number.POSITIVE_INFINITY, fail))).toContain(
        `is of type ${type}`,
      );
    },
  );
});

describe('bad filters are invalidFilter, with the fault and its position (RFC 7644 §3.12)', () => {
  it.each([
    ['', 'Expected an attribute but found the end at position 1'],
    ['shoeSize eq "44"', '"shoeSize" is not an attribute of User (position 1)'],
    ['title pr and name.shoe pr', '"name.shoe" is not an attribute of User (position 14)'],
    ['userName', 'Expected an operator but found the end at position 9'],
    ['userName eq', 'Expected a value but found the end'],
    ['userName eq bjensen', '"bjensen" is not a value; a text must be in double quotes (position 13)'],
    ['userName eq (', 'Expected a value but found "("'],
    ['userName eq "a', String.raw`Unexpected "\"" at position 13`],
    ["userName eq 'a'", 'The string at position 13 must be in double quotes'],
    [String.raw`userName eq "\x"`, 'The string at position 13 is not a valid JSON string'],
    [String.raw`userName eq "\ud800"`, 'The string at position 13 is not a valid JSON string'],
    [String.raw`userName eq "\u0000"`, 'The string at position 13 is not a valid JSON string'],
    ['userName like "a"', '"like" is not an operator (position 10)'],
    ['userName eq "a" title pr', 'Expected the end but found "title" at position 17'],
    ['(userName pr', 'Expected ")" but found the end at position 13'],
    ['userName pr)', 'Expected the end but found ")" at position 12'],
    ['not userName pr', 'Expected "(" but found "userName" at position 5'],
    ['title pr and', 'Expected an attribute but found the end'],
    ['title pr or or', '"or" is not an attribute'],
    ['title pr; drop', 'Unexpected ";" at position 9'],
    ['emails[type eq "work"', 'Expected "]" but found the end'],
    ['emails[type eq "work"].shoe eq "a"', '".shoe" is not a sub-attribute of emails'],
    ['emails[shoe eq "work"]', '"shoe" is not an attribute of emails (position 8)'],
    ['userName[value eq "a"]', '"userName" does not support a value filter'],
    ['emails.type[value eq "a"]', '"emails.type" does not support a value filter'],
    ['members.value eq "7d0c"', '"members.value" is not an attribute of User'],
    ['urn:ietf:params:scim:schemas:core:2.0:User pr', 'is not an attribute'],
    ['userName eq 01', '"01" is not a value'],
  ])('refuses %j', (text, detail) => {
    expect(refusal(() => parseFilter(USER, text))).toContain('400 invalidFilter: ');
    expect(refusal(() => parseFilter(USER, text))).toContain(detail);
  });

  it('resolves names against the resource type', () => {
    expect(printFilter(parseFilter(GROUP, 'members.value eq "7d0c"'))).toBe('members.value eq "7d0c"');
    expect(refusal(() => parseFilter(GROUP, 'userName pr'))).toContain(
      '"userName" is not an attribute of Group',
    );
  });
});

describe('limits', () => {
  const repeated = (terms: number): string => Array.from({ length: terms }, () => 'title pr').join(' or ');

  it('accepts 200 terms and no more', () => {
    expect(countTerms(parseFilter(USER, repeated(200)))).toBe(200);
    expect(refusal(() => parseFilter(USER, repeated(201)))).toContain(
      '400 invalidFilter: The filter has more than 200 terms',
    );
  });

  it('accepts 50 open brackets and no more', () => {
    const nested = (depth: number): Filter =>
      parseFilter(USER, `${'('.repeat(depth)}title pr${')'.repeat(depth)}`);
    expect(nested(50)).toMatchObject({ kind: 'present' });
    expect(refusal(() => nested(51))).toContain('400 invalidFilter: More than 50 brackets');
  });

  it('accepts 8,000 characters and no more', () => {
    const long = (length: number): string => `title eq "${'x'.repeat(length - 11)}"`;
    expect(parseFilter(USER, long(8000))).toMatchObject({ kind: 'compare' });
    expect(refusal(() => parseFilter(USER, long(8001)))).toContain(
      '400 invalidFilter: The expression is 8001 characters',
    );
  });

  it('counts the terms of every kind of filter', () => {
    expect(
      countTerms(parseFilter(USER, 'not (emails[type pr and value pr]) and (title pr or active eq true)')),
    ).toBe(4);
  });
});
