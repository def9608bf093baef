import fc from 'fast-check';
import { leafOf, type AttributePath } from '../../../src/scim/protocol/path.js';
import type { Attribute, ResourceType } from '../../../src/scim/protocol/schema/attribute.js';
import { AWKWARD_TEXTS } from '../../support/random-people.js';
import type { Resource } from '../../support/scim-client.js';

/** Every attribute and sub-attribute that a filter can name: all that are ever returned. */
export function pathsOf(type: ResourceType): AttributePath[] {
  const ofSchema = (schema: typeof type.schema, attributes: readonly Attribute[]) =>
    attributes.flatMap((attribute): AttributePath[] => {
      const path = { schema, extension: schema !== type.schema, attribute };
      return [path, ...(attribute.subAttributes ?? []).map((subAttribute) => ({ ...path, subAttribute }))];
    });
  const paths = [
    ...ofSchema(type.schema, [...type.common, ...type.schema.attributes]),
    ...type.extensions.flatMap((schema) => ofSchema(schema, schema.attributes)),
  ];
  return paths.filter((path) => leafOf(path).returned !== 'never');
}

/** The values of a resource at a path, as a list. */
export function valuesAt(resource: Readonly<Record<string, unknown>>, path: AttributePath): unknown[] {
  const block = path.extension ? resource[path.schema.id] : resource;
  const values = [(block as Record<string, unknown> | undefined)?.[path.attribute.name] ?? []].flat();
  const { subAttribute } = path;
  if (!subAttribute) return values;
  return values.flatMap((value) => (value as Record<string, unknown>)[subAttribute.name] ?? []);
}

const TEXT_OPERATORS = ['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'];
const ORDER_OPERATORS = ['eq', 'ne', 'gt', 'ge', 'lt', 'le'];
const EQUALITY_OPERATORS = ['eq', 'ne'];

const FARTHEST_INSTANTS = ['0001-01-01T00:00:00Z', '9999-12-31T23:59:59.999Z'];

const oddCase = (word: string) => fc.constantFrom(word, word, word.toUpperCase(), word.toLowerCase());

const codePoints = (text: string) => Array.from(text);

/** Texts close to a stored one: another case or normal form, a piece of it, a blank more or less. */
const NEARBY: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => text,
  (text) => text.toUpperCase(),
  (text) => text.toLowerCase(),
  (text) => text.normalize('NFD'),
  (text) => codePoints(text).slice(0, 3).join(''),
  (text) => codePoints(text).slice(-3).join(''),
  (text) => codePoints(text).slice(1, 4).join(''),
  (text) => `${text} `,
  (text) => text.trim(),
];

/** A JSON string (RFC 7644 §3.4.2.2), plain or with everything escaped. */
function quoted(text: string, isEscaped: boolean): string {
  const json = JSON.stringify(text);
  if (!isEscaped) return json;
  return json.replaceAll(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function textLiteral(stored: readonly string[]): fc.Arbitrary<string> {
  const near = fc
    .tuple(fc.constantFrom(...stored, 'x'), fc.constantFrom(...NEARBY))
    .map(([text, change]) => change(text));
  const any = fc.oneof(fc.constantFrom('', ...AWKWARD_TEXTS), fc.string({ unit: 'grapheme', maxLength: 3 }));
  const chosen = fc.oneof({ weight: 4, arbitrary: near }, { weight: 1, arbitrary: any });
  return fc.tuple(chosen, fc.boolean()).map(([text, isEscaped]) => quoted(text, isEscaped));
}

function instantLiteral(stored: readonly string[]): fc.Arbitrary<string> {
  const instant = fc
    .tuple(fc.constantFrom(...stored), fc.integer({ min: -1, max: 1 }))
    .map(([text, shift]) => new Date(Date.parse(text) + shift));
  const written = fc
    .tuple(instant, fc.constantFrom('Z', '+02:00', '-05:30'))
    .map(([date, offset]) => (offset === 'Z' ? date.toISOString() : atOffset(date, offset)));
  return fc
    .oneof({ weight: 6, arbitrary: written }, fc.constantFrom(...FARTHEST_INSTANTS))
    .map((text) => `"${text}"`);
}

/** The same instant, written in that time zone. */
function atOffset(date: Date, offset: string): string {
  const [hours = 0, minutes = 0] = offset.slice(1).split(':').map(Number);
  const shift = (hours * 60 + minutes) * 60_000 * (offset.startsWith('-') ? -1 : 1);
  return new Date(date.getTime() + shift).toISOString().replace('Z', offset);
}

/** The operator and value of a comparison that the attribute supports. */
function comparisonOf(attribute: Attribute, stored: readonly unknown[]): fc.Arbitrary<string> {
  const compare = (operators: readonly string[], literal: fc.Arbitrary<string>) =>
    fc
      .tuple(fc.constantFrom(...operators).chain(oddCase), literal)
      .map(([operator, value]) => `${operator} ${value}`);
  const texts = stored.filter((value) => typeof value === 'string');
  switch (attribute.type) {
    case 'boolean':
      return compare(EQUALITY_OPERATORS, fc.constantFrom('true', 'false', '"True"', '"False"'));
    case 'binary':
      return compare(EQUALITY_OPERATORS, textLiteral(texts));
    case 'dateTime':
      return compare(ORDER_OPERATORS, instantLiteral(texts));
    default:
      return compare(TEXT_OPERATORS, textLiteral(texts));
  }
}

const PRESENCE = fc.constantFrom('pr', 'PR', 'eq null', 'ne null');

/** The rest of a term after its path; a complex attribute with a `value` is compared by it. */
function conditionOf(path: AttributePath, resources: readonly Resource[]): fc.Arbitrary<string> {
  const leaf = leafOf(path);
  const value = leaf.subAttributes?.find(({ name }) => name === 'value');
  if (leaf.type === 'complex' && !value) return PRESENCE;
  const compared = value ? { ...path, subAttribute: value } : path;
  const stored = [...new Set(resources.flatMap((resource) => valuesAt(resource, compared)))];
  return fc.oneof({ weight: 5, arbitrary: comparisonOf(leafOf(compared), stored) }, PRESENCE);
}

/** The names of a path: short for the core schema, and after its URN. */
function nameOf({ schema, extension, attribute, subAttribute }: AttributePath): fc.Arbitrary<string> {
  const short = subAttribute ? `${attribute.name}.${subAttribute.name}` : attribute.name;
  const full = `${schema.id}:${short}`;
  return fc.constantFrom(...(extension ? [full] : [short, short, full])).chain(oddCase);
}

type Condition = (path: AttributePath) => fc.Arbitrary<string>;

/** Tests of the sub-attributes of one element, as in `emails[…]`. */
function elementFilter(path: AttributePath, condition: Condition): fc.Arbitrary<string> {
  const terms = (path.attribute.subAttributes ?? []).map((subAttribute) =>
    fc
      .tuple(oddCase(subAttribute.name), condition({ ...path, subAttribute }))
      .map((parts) => parts.join(' ')),
  );
  return nested(fc.oneof(...terms), 2);
}

function valuePath(path: AttributePath, condition: Condition): fc.Arbitrary<string> {
  const suffixes = (path.attribute.subAttributes ?? []).map((subAttribute) =>
    condition({ ...path, subAttribute }).map((test) => `.${subAttribute.name} ${test}`),
  );
  const anySuffix = fc.oneof({ weight: 3, arbitrary: fc.constant('') }, fc.oneof(...suffixes));
  return fc
    .tuple(nameOf(path), elementFilter(path, condition), anySuffix)
    .map(([name, filter, suffix]) => `${name}[${filter}]${suffix}`);
}

/** Terms joined by `and` and `or`, with and without parentheses, and negated. */
function nested(term: fc.Arbitrary<string>, maxDepth: number): fc.Arbitrary<string> {
  const { filter } = fc.letrec<{ filter: string }>((tie) => ({
    filter: fc.oneof(
      { maxDepth, withCrossShrink: true },
      { weight: 2, arbitrary: term },
      { weight: 1, arbitrary: tie('filter').map((inner) => `not (${inner})`) },
      { weight: 1, arbitrary: tie('filter').map((inner) => `(${inner})`) },
      {
        weight: 2,
        arbitrary: fc
          .tuple(
            fc.array(tie('filter'), { minLength: 2, maxLength: 3 }),
            fc.constantFrom('and', 'or', 'AND', 'Or'),
          )
          .map(([filters, word]) => filters.join(` ${word} `)),
      },
    ),
  }));
  return filter;
}

/** The maximum length of a filter. */
const MAX_LENGTH = 8000;

/** Any valid filter of the resource type, with values that equal, or almost equal, those of the resources. */
export function anyFilter(type: ResourceType, resources: readonly Resource[]): fc.Arbitrary<string> {
  const conditions = new Map<string, fc.Arbitrary<string>>();
  const condition: Condition = (path) => {
    const key = [path.schema.id, path.attribute.name, path.subAttribute?.name].join();
    const known = conditions.get(key) ?? conditionOf(path, resources);
    conditions.set(key, known);
    return known;
  };
  const paths = pathsOf(type);
  const plain = paths.map((path) => fc.tuple(nameOf(path), condition(path)).map((parts) => parts.join(' ')));
  const inElement = paths
    .filter((path) => !path.subAttribute && path.attribute.type === 'complex')
    .map((path) => valuePath(path, condition));
  const term = fc.oneof(
    { weight: 3, arbitrary: fc.oneof(...plain) },
    { weight: 1, arbitrary: fc.oneof(...inElement) },
  );
  return nested(term, 3).filter((text) => text.length <= MAX_LENGTH);
}
