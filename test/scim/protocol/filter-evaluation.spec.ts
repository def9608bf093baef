import { describe, expect, it } from 'vitest';
import { evaluateFilter } from '../../../src/scim/protocol/filter/evaluate.js';
import { parseFilter } from '../../../src/scim/protocol/filter/parser.js';
import { foldKey } from '../../../src/common/fold-key.js';
import { compareText } from '../../../src/scim/protocol/fold.js';
import { parseInstant } from '../../../src/common/instant.js';
import { USER } from '../../../src/scim/protocol/schema/registry.js';
import { type ScimObject } from '../../../src/scim/protocol/value.js';
import { fixture } from './support/fixture.js';

const BABS = fixture('rfc7643/enterprise-user') as ScimObject;

function fulfils(filter: string, resource: ScimObject = BABS): boolean {
  return evaluateFilter(parseFilter(USER, filter), resource);
}

describe('the sample filters of RFC 7644 §3.4.2.2', () => {
  it.each(fixture('rfc7644/filters') as { filter: string; matches: boolean }[])(
    '$filter: $matches',
    ({ filter, matches }) => {
      expect(fulfils(filter)).toBe(matches);
    },
  );
});

describe('comparison', () => {
  it.each([
    ['userName eq "BJENSEN@EXAMPLE.COM"', true],
    ['externalId eq "701984"', true],
    ['externalId ne "701985"', true],
    ['id eq "2819C223-7F76-453A-919D-413861904646"', false],
    ['userName co "JENSEN"', true],
    ['id co "7F76"', false],
    ['userName sw "BJ"', true],
    ['userName ew ".COM"', true],
    ['userName ew "com.example"', false],
    ['userName gt "A"', true],
    ['userName ge "bjensen@example.com"', true],
    ['userName lt "c"', true],
    ['userName le "bjensen@example.coM"', true],
    ['userName lt "BJENSEN@EXAMPLE.COM"', false],
    ['active eq true', true],
    ['active ne true', false],
    ['active eq false', false],
    ['meta.created eq "2010-01-23T05:56:22+01:00"', true],
    ['meta.created ne "2010-01-23T04:56:22Z"', false],
    ['urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:costCenter eq "4130"', true],
    ['manager eq "26118915-6090-4610-87e4-49d8ca9f808d"', true],
    ['manager.displayName co "john"', true],
  ])('%s: %j', (filter, expected) => {
    expect(fulfils(filter)).toBe(expected);
  });

  it.each([
    ['title pr', true],
    ['name.middleName pr', true],
    ['roles pr', false],
    ['emails.display pr', false],
    ['title eq null', false],
    ['roles eq null', true],
    ['urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager pr', true],
    ['urn:declaree:params:scim:schemas:extension:expense:2.0:User:iban pr', false],
  ])('presence: %s: %j', (filter, expected) => {
    expect(fulfils(filter)).toBe(expected);
  });

  it('makes ne the opposite of eq, so it matches if there is no value', () => {
    expect(fulfils('nickName ne "x"', { userName: 'a' })).toBe(true);
    expect(fulfils('emails.type ne "work"')).toBe(false);
    expect(fulfils('emails.type ne "other"')).toBe(true);
  });

  it('requires one element to match a whole value path, but any element for each plain path', () => {
    expect(fulfils('emails[type eq "home" and value co "example.com"]')).toBe(false);
    expect(fulfils('emails.type eq "home" and emails.value co "example.com"')).toBe(true);
    expect(fulfils('emails[type eq "work"].value eq "bjensen@example.com"')).toBe(true);
    expect(fulfils('emails[not (primary eq true)]')).toBe(true);
    expect(fulfils('name[familyName eq "jensen"]')).toBe(true);
  });

  it.each([
    ['emails[primary eq false]', true],
    ['emails[primary eq true]', true],
    ['emails[type eq "home" and primary eq false]', true],
    ['emails[type eq "home" and primary ne true]', true],
    ['emails[type eq "home" and primary eq null]', false],
    ['emails.primary eq false', true],
    ['emails.primary ne false', false],
    ['phoneNumbers.primary eq false', true],
    ['phoneNumbers.primary eq true', false],
    ['roles.primary eq false', false],
  ])('treats a primary that was never sent as false (RFC 7643 §2.4): %s: %j', (filter, expected) => {
    expect(fulfils(filter)).toBe(expected);
  });

  it('matches neither a value that is not an element nor a text that is not an instant', () => {
    expect(fulfils('name.familyName pr', { name: 'Jensen' })).toBe(false);
    expect(fulfils('meta.created gt "2010-01-23T04:56:22Z"', { meta: { created: 'yesterday' } })).toBe(false);
  });
});

describe('texts', () => {
  it.each([
    ['ÅNGSTRÖM', 'ångström'],
    ['ﬁn', 'FIN'],
    ['Ａ', 'a'],
    ['e\u0301', 'É'],
  ])('folds %j and %j alike', (a, b) => {
    expect(foldKey(a)).toBe(foldKey(b));
  });

  it('does not drop accents or blanks', () => {
    expect(foldKey('jose')).not.toBe(foldKey('josé'));
    expect(foldKey('a ')).not.toBe(foldKey('a'));
  });

  it('orders by code point, not by UTF-16 unit', () => {
    const texts = ['😀', '\uffee', 'b', 'a', 'ab', ''];
    expect(texts.toSorted(compareText)).toEqual(['', 'a', 'ab', 'b', '\uffee', '😀']);
    expect(compareText('😀a', '😀b')).toBeLessThan(0);
  });
});

describe('instants (RFC 3339)', () => {
  it.each([
    ['2011-05-13T04:42:34Z', '2011-05-13T04:42:34.000Z'],
    ['2011-05-13t04:42:34.5z', '2011-05-13T04:42:34.500Z'],
    ['2011-05-13T04:42:34.1239Z', '2011-05-13T04:42:34.123Z'],
    ['2011-05-13T04:42:34-02:30', '2011-05-13T07:12:34.000Z'],
    ['2016-12-31T23:59:60Z', '2017-01-01T00:00:00.000Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.000Z'],
  ])('reads %s', (text, expected) => {
    expect(new Date(parseInstant(text) ?? 0).toISOString()).toBe(expected);
  });

  it.each([
    '2011-05-13',
    '2011-05-13T04:42:34',
    '2011-05-13 04:42:34Z',
    '2023-02-29T00:00:00Z',
    '2011-13-01T00:00:00Z',
    '2011-05-13T24:00:00Z',
    '2011-05-13T04:60:00Z',
    '2011-05-13T04:42:61Z',
    '0000-01-01T00:00:00Z',
    '9999-12-31T23:59:59-01:00',
    '0001-01-01T00:00:00+01:00',
  ])('does not accept %s', (text) => {
    expect(parseInstant(text)).toBeUndefined();
  });
});
