import fc from 'fast-check';
import { type CompareOperator, type Filter } from '../../../../src/scim/protocol/filter/ast.js';
import { type AttributePath, leafOf, resolveAttribute } from '../../../../src/scim/protocol/path.js';
import { USER } from '../../../../src/scim/protocol/schema/registry.js';

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

function pathsOf(...names: string[]): AttributePath[] {
  return names.map((name) => {
    const path = resolveAttribute(USER, name);
    if (!path) throw new Error(`${name} is not an attribute`);
    return path;
  });
}

const PLAIN = pathsOf(
  'userName',
  'externalId',
  'active',
  'name.familyName',
  'emails.type',
  'meta.created',
  'x509Certificates.value',
  'profileUrl',
  `${ENTERPRISE}:department`,
  `${ENTERPRISE}:manager.value`,
);

const PRESENT_ONLY = pathsOf('name', 'emails', `${ENTERPRISE}:manager`);

const IN_EMAIL = pathsOf('emails.value', 'emails.type', 'emails.primary', 'emails.display');

const [EMAILS] = pathsOf('emails');

const TEXT_OPERATORS: CompareOperator[] = ['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'];
const ORDER_OPERATORS: CompareOperator[] = ['eq', 'ne', 'gt', 'ge', 'lt', 'le'];
const EQUALITY_OPERATORS: CompareOperator[] = ['eq', 'ne'];

// An empty text is 'no value', which has its own kind of filter.
const text = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
  .filter((value) => !value.includes('\u0000'));

const instant = fc
  .date({
    min: new Date('0001-01-01T00:00:00Z'),
    max: new Date('9999-12-31T23:59:59.999Z'),
    noInvalidDate: true,
  })
  .map((date) => date.toISOString());

function comparison(path: AttributePath): fc.Arbitrary<Filter> {
  const compare = (
    operators: CompareOperator[],
    values: fc.Arbitrary<string | boolean>,
  ): fc.Arbitrary<Filter> =>
    fc
      .tuple(fc.constantFrom(...operators), values)
      .map(([operator, value]) => ({ kind: 'compare', path, operator, value }));
  switch (leafOf(path).type) {
    case 'boolean':
      return compare(EQUALITY_OPERATORS, fc.boolean());
    case 'dateTime':
      return compare(ORDER_OPERATORS, instant);
    case 'binary':
      return compare(EQUALITY_OPERATORS, text);
    default:
      return compare(TEXT_OPERATORS, text);
  }
}

function term(paths: AttributePath[]): fc.Arbitrary<Filter> {
  const chosen = fc.constantFrom(...paths);
  return fc.oneof(
    chosen.chain(comparison),
    chosen.map((path): Filter => ({ kind: 'present', path })),
  );
}

function nested(leaf: fc.Arbitrary<Filter>): fc.Arbitrary<Filter> {
  const { filter } = fc.letrec<{ filter: Filter }>((tie) => ({
    filter: fc.oneof(
      { maxDepth: 4, depthIdentifier: 'filter' },
      leaf,
      tie('filter').map((inner): Filter => ({ kind: 'not', filter: inner })),
      fc
        .tuple(
          fc.constantFrom('and' as const, 'or' as const),
          fc.array(tie('filter'), { minLength: 2, maxLength: 3 }),
        )
        .map(([kind, filters]): Filter => ({ kind, filters })),
    ),
  }));
  return filter;
}

const valuePath = nested(term(IN_EMAIL)).map((filter): Filter => {
  if (!EMAILS) throw new Error('emails is not an attribute');
  return { kind: 'valuePath', path: EMAILS, filter };
});

/** Any filter over users, as the parser gives it. */
export const userFilter = nested(
  fc.oneof(
    term(PLAIN),
    valuePath,
    fc.constantFrom(...PRESENT_ONLY).map((path): Filter => ({ kind: 'present', path })),
  ),
);

const value = fc.oneof(
  fc.constantFrom(null, '', 'work', 'True', 'a@acme.example', 701984, true),
  fc.jsonValue(),
);

const element = fc.record(
  { value, type: value, primary: value, display: value, __proto__: value },
  { requiredKeys: [] },
);

/** Bodies that are nearly users: known names with values of any kind, unknown ones, prototype keys. */
export const nearlyUser = fc.oneof(
  { weight: 1, arbitrary: fc.jsonValue() },
  {
    weight: 4,
    arbitrary: fc.dictionary(
      fc.constantFrom(
        'userName',
        'USERNAME',
        'name',
        'name.familyName',
        'active',
        'emails',
        'emails[type eq "work"].value',
        'addresses',
        'manager',
        'department',
        'password',
        'schemas',
        'members',
        'x509Certificates',
        '__proto__',
        'constructor',
        ENTERPRISE,
        `${ENTERPRISE}:manager`,
        'urn:declaree:params:scim:schemas:extension:expense:2.0:User',
        'urn:ietf:params:scim:schemas:core:2.0:User',
      ),
      fc.oneof(value, element, fc.array(element, { maxLength: 3 }), fc.dictionary(fc.string(), value)),
    ),
  },
);

/** PATCH paths, most of them broken. */
export const nearlyPath = fc.oneof(
  fc.string(),
  fc
    .array(
      fc.constantFrom(
        'emails',
        'name',
        '.',
        'value',
        'type',
        '[',
        ']',
        ' eq ',
        '"work"',
        "'x'",
        ' and ',
        'not',
        '(',
        ')',
        'pr',
        'id',
        ENTERPRISE,
        ':',
      ),
      { maxLength: 10 },
    )
    .map((parts) => parts.join('')),
  fc.constantFrom(
    'emails',
    'emails[primary eq true].value',
    'emails[type eq "work"]',
    'emails[type eq "work"].value',
    'name',
    'manager',
    'active',
    ENTERPRISE,
  ),
);
