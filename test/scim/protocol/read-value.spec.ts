import { describe, expect, it } from 'vitest';
import { readDocument } from '../../../src/scim/protocol/document.js';
import { readValue } from '../../../src/scim/protocol/read-value.js';
import { type Attribute, dateTime, string } from '../../../src/scim/protocol/schema/attribute.js';
import { ENTERPRISE_USER_SCHEMA } from '../../../src/scim/protocol/schema/enterprise-user.js';
import { EXPENSE_USER_SCHEMA } from '../../../src/scim/protocol/schema/expense-user.js';
import { USER } from '../../../src/scim/protocol/schema/registry.js';
import { refusal } from './support/refusal.js';

const ENTERPRISE = ENTERPRISE_USER_SCHEMA.id;
const EXPENSE = EXPENSE_USER_SCHEMA.id;

function documentOf(body: Record<string, unknown>): object {
  return readDocument(USER, { userName: 'mira.vos', ...body }).document;
}

describe('wrong values (RFC 7644 §3.12 invalidValue)', () => {
  const LONG = 'x'.repeat(1025);

  it.each([
    [{ userName: {} }, 'userName must be a string; the value sent is of type object.'],
    [{ userName: ['a', 'b'] }, 'userName must be a string; the value sent is of type array.'],
    [{ userName: [['a']] }, 'userName must be a string; the value sent is of type array.'],
    [{ userName: { value: 'a' } }, 'userName must be a string; the value sent is of type object.'],
    [
      { userName: [{ value: { value: 'a' } }] },
      'userName must be a string; the value sent is of type object.',
    ],
    [{ title: true }, 'title must be a string'],
    [{ title: Number.POSITIVE_INFINITY }, 'title must be a string'],
    [{ title: 1.1 }, 'title must be a string; a number is accepted only if it is an integer'],
    [{ title: 2 ** 53 }, 'title must be a string; a number is accepted only if it is an integer'],
    [{ [ENTERPRISE]: { manager: 0.5 } }, `${ENTERPRISE}:manager.value must be a string; a number`],
    [{ active: 'yes' }, 'active must be true or false; the text sent is not.'],
    [{ active: 1 }, 'active must be a boolean'],
    [{ name: 'Mira Vos' }, 'name must be an object'],
    [{ name: [{}, {}] }, 'name must be an object; the value sent is of type array.'],
    [{ emails: [true] }, 'emails.value must be a string'],
    [{ emails: [['a']] }, 'emails must be an object; the value sent is of type array.'],
    [{ addresses: ['Main Street 1'] }, 'addresses must be an object'],
    [{ emails: [{ value: { a: 1 } }] }, 'emails.value must be a string'],
    [{ profileUrl: {} }, 'profileUrl must be a string that holds a URI'],
    [
      { x509Certificates: [{ value: 5 }] },
      'x509Certificates.value must be a base64 string; the value sent is',
    ],
    [
      { x509Certificates: ['no base64!'] },
      'x509Certificates.value must be base64 (RFC 4648 §4), but "!" is not',
    ],
    [{ x509Certificates: ['QUJ-'] }, 'x509Certificates.value must be base64 (RFC 4648 §4), but "-" is no'],
    [{ x509Certificates: ['QUJ😀'] }, 'x509Certificates.value must be base64 (RFC 4648 §4), but "😀" is no'],
    [
      { x509Certificates: ['QQ==QQ=='] },
      'x509Certificates.value must be base64 (RFC 4648 §4), but "=" is not',
    ],
    [
      { x509Certificates: ['QUJDQ'] },
      'x509Certificates.value must be base64 (RFC 4648 §4), but its last character is missing.',
    ],
    [
      { x509Certificates: ['QQ='] },
      'x509Certificates.value must be base64 (RFC 4648 §4), but it has too many or too few "=" at the end.',
    ],
    [{ x509Certificates: ['\n'] }, 'x509Certificates.value must be base64 (RFC 4648 §4), but it is empty.'],
    [{ userName: ' \t' }, 'userName must not be blank.'],
    [{ displayName: '\u00a0' }, 'displayName must not be blank.'],
    [{ [ENTERPRISE]: { department: {} } }, `${ENTERPRISE}:department must be a string`],
    [{ [EXPENSE]: 'text' }, `${EXPENSE} must be an object.`],
    [{ title: LONG }, 'title is longer than 1024 characters.'],
    [{ title: 'x'.repeat(5000) }, 'title is longer than 1024 characters.'],
    [{ title: 'a\u0000' }, 'title contains a character that is not allowed'],
    [{ title: 'a\ud800' }, 'title contains a character that is not allowed'],
    [
      {
        emails: [
          { value: 'a', primary: true },
          { value: 'b', primary: 'True' },
        ],
      },
      'emails has more than one value with primary true',
    ],
    [{ roles: Array.from({ length: 1001 }, String) }, 'roles has 1001 values; at most 1000 are allowed.'],
  ])('%# names the attribute and what it should be', (body, detail) => {
    expect(refusal(() => documentOf(body))).toContain(`400 invalidValue: ${detail}`);
  });

  it('counts characters, not UTF-16 units', () => {
    expect(documentOf({ title: '😀'.repeat(1024) })).toHaveProperty('title');
    expect(refusal(() => documentOf({ title: '😀'.repeat(1025) }))).toContain('longer than 1024');
  });

  it('allows longer pictures and certificates', () => {
    expect(
      documentOf({ photos: ['x'.repeat(16_000)], x509Certificates: ['QUJD'.repeat(4_000)] }),
    ).toHaveProperty('photos');
    expect(refusal(() => documentOf({ photos: ['x'.repeat(16_001)] }))).toContain('longer than 16000');
  });
});

describe('base64 (RFC 7643 §2.3.6)', () => {
  it.each(['QQ==', 'QQ', 'QUI=', 'QUI', 'QUJD', 'QUJD\r\nRUZH\r\n', ' QUJD\tRQ==\n'])(
    'is accepted with and without padding and line breaks, and kept as sent: %j',
    (value) => {
      expect(documentOf({ x509Certificates: [{ value }] })).toHaveProperty('x509Certificates', [{ value }]);
    },
  );
});

describe('data types that only other schemas have (RFC 7643 §2.3)', () => {
  const integer: Attribute = { ...string('count', 'A count.'), type: 'integer' };
  const decimal: Attribute = { ...string('share', 'A share.'), type: 'decimal' };
  const instant = dateTime('since', 'A moment.');

  it('reads numbers and dateTimes', () => {
    expect(readValue(integer, 3, 'count')).toBe(3);
    expect(readValue(decimal, 0.5, 'share')).toBe(0.5);
    expect(readValue(instant, '2024-02-29T10:00:00+02:00', 'since')).toBe('2024-02-29T10:00:00+02:00');
  });

  it.each([
    [integer, 3.5, 'count must be an integer'],
    [integer, '3', 'count must be an integer'],
    [decimal, Number.NaN, 'count must be a number'],
    [
      instant,
      '2024-02-30T10:00:00Z',
      'count must be a date-time such as "2024-05-13T04:42:34Z"; the text sent is not.',
    ],
    [instant, 5, 'count must be a date-time'],
  ])('%# refuses others', (attribute, raw, detail) => {
    expect(refusal(() => readValue(attribute, raw, 'count'))).toContain(`400 invalidValue: ${detail}`);
  });
});
