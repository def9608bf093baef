import {
  type Attribute,
  type Schema,
  binary,
  boolean,
  complex,
  multi,
  reference,
  string,
} from './attribute.js';

const LARGE = 16_000;

const DISPLAY = string('display', 'A readable name of the value.');
const PRIMARY = boolean('primary', 'Whether this is the preferred value. At most one value can be.', {
  absentAs: false,
});

function kind(...canonicalValues: string[]): Attribute {
  return string('type', 'The purpose of the value.', canonicalValues.length > 0 ? { canonicalValues } : {});
}

/** `display`, `type` and `primary`, which most multi-valued attributes share (RFC 7643 §2.4). */
function labels(...types: string[]): Attribute[] {
  return [DISPLAY, kind(...types), PRIMARY];
}

const NAME = complex('name', "The parts of the user's name.", [
  string('formatted', 'The full name, formatted for display.'),
  string('familyName', 'The family name.'),
  string('givenName', 'The given name.'),
  string('middleName', 'The middle names.'),
  string('honorificPrefix', "The title before the name, such as 'Ms.'."),
  string('honorificSuffix', "The suffix after the name, such as 'III'."),
]);

const ADDRESSES = multi('addresses', "The user's postal addresses.", [
  string('formatted', 'The whole address, formatted as on an envelope; may contain line breaks.'),
  string('streetAddress', 'Street, house number, post office box and so on.'),
  string('locality', 'The city.'),
  string('region', 'The state or province.'),
  string('postalCode', 'The postal code.'),
  string('country', 'The country.'),
  kind('work', 'home', 'other'),
  PRIMARY,
]);

const GROUPS = multi(
  'groups',
  'The groups that the user is in. Change them through the group.',
  [
    string('value', 'The id of the group.', { caseExact: true, mutability: 'readOnly' }),
    reference('$ref', 'The URI of the group.', ['Group'], { mutability: 'readOnly' }),
    string('display', 'The name of the group.', { mutability: 'readOnly' }),
    string('type', 'How the user is a member.', {
      mutability: 'readOnly',
      canonicalValues: ['direct', 'indirect'],
    }),
  ],
  { mutability: 'readOnly' },
);

/** The core User (RFC 7643 §4.1; characteristics as in §8.7.1). */
export const USER_SCHEMA: Schema = {
  id: 'urn:ietf:params:scim:schemas:core:2.0:User',
  formerId: 'urn:scim:schemas:core:1.0',
  name: 'User',
  description: 'User Account',
  attributes: [
    string('userName', 'The name that the user logs in with; unique in the account, ignoring letter case.', {
      required: true,
      uniqueness: 'server',
      maxLength: 320,
      neverBlank: true,
    }),
    NAME,
    string('displayName', 'The name of the user, as shown to others.', { neverBlank: true }),
    string('nickName', 'What people call the user.'),
    reference('profileUrl', "The URL of the user's profile elsewhere.", ['external']),
    string('title', "The user's job title."),
    string('userType', "The user's relation to the organization, such as 'Contractor'."),
    string('preferredLanguage', 'The preferred languages, as in Accept-Language.'),
    string('locale', 'The locale for dates, numbers and currency.'),
    string('timezone', 'The time zone, by its IANA name.'),
    boolean(
      'active',
      'Whether the user can log in. Setting it to false ends sessions and API keys, and keeps all data.',
      {
        keptOnReplace: true,
        lasting: true,
      },
    ),
    string('password', 'The password to set. Never returned.', {
      caseExact: true,
      mutability: 'writeOnly',
      returned: 'never',
      keptOnReplace: true,
    }),
    multi('emails', "The user's e-mail addresses.", [
      string('value', 'The e-mail address.'),
      ...labels('work', 'home', 'other'),
    ]),
    multi('phoneNumbers', "The user's phone numbers.", [
      string('value', 'The phone number.'),
      ...labels('work', 'home', 'mobile', 'fax', 'pager', 'other'),
    ]),
    multi('ims', "The user's instant messaging addresses.", [
      string('value', 'The address.'),
      ...labels('aim', 'gtalk', 'icq', 'xmpp', 'msn', 'skype', 'qq', 'yahoo'),
    ]),
    multi('photos', 'Pictures of the user.', [
      reference('value', 'The URL of the picture.', ['external'], { maxLength: LARGE }),
      ...labels('photo', 'thumbnail'),
    ]),
    ADDRESSES,
    GROUPS,
    multi(
      'entitlements',
      "The user's entitlements, such as those of /Entitlements. Stored and shown, but grants nothing here.",
      [string('value', 'The entitlement.'), ...labels()],
    ),
    multi(
      'roles',
      "The user's roles. A value that is the id of one of /Roles grants it where the account has switched that on, unless the user has an assigned role; others are only stored.",
      [string('value', 'The role.'), ...labels()],
    ),
    multi('x509Certificates', 'The certificates issued to the user.', [
      binary('value', 'The DER encoded certificate.', { maxLength: LARGE }),
      ...labels(),
    ]),
  ],
};
