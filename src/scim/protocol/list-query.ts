import { ScimError } from './errors.js';
import { SEARCH_REQUEST_URN, requireMessage } from './messages.js';
import { isEmpty, isObject, memberNamed } from './value.js';

/** The parameters of a list request (RFC 7644 §3.4.2, RFC 9865); an empty `cursor` asks for the first page. */
export interface ListQuery {
  readonly filter?: string;
  readonly sortBy?: string;
  readonly sortOrder: 'ascending' | 'descending';
  readonly startIndex: number;
  /** At most `MAX_COUNT`; without it, the service chooses the page size. */
  readonly count?: number;
  readonly cursor?: string;
  readonly attributes?: readonly string[];
  readonly excludedAttributes?: readonly string[];
}

export const DEFAULT_COUNT = 100;
export const MAX_COUNT = 1000;
/** How many names `attributes` or `excludedAttributes` may list: enough for all advertised ones, several times. */
export const MAX_NAMES = 500;

/**
 * Reads the query parameters of a list request. Of repeated ones the last counts, except lists of names, which add up.
 * Unknown ones are ignored.
 * @throws {ScimError} invalidValue, invalidFilter for a filter without content
 */
export function parseListQuery(query: Record<string, unknown>): ListQuery {
  const last = Object.entries(query).map(([name, raw]): [string, unknown] => {
    return [name, Array.isArray(raw) ? raw.at(-1) : raw];
  });
  return readQuery({
    ...Object.fromEntries(last),
    attributes: allNamed(query, 'attributes'),
    excludedAttributes: allNamed(query, 'excludedAttributes'),
  });
}

/** All values of the parameters with that name, in any letter case. */
function allNamed(query: Record<string, unknown>, name: string): unknown[] {
  return Object.entries(query)
    .filter(([each]) => each.toLowerCase() === name.toLowerCase())
    .flatMap(([, raw]) => [raw].flat())
    .filter((raw) => !isEmpty(raw));
}

/** Reads a SearchRequest (RFC 7644 §3.4.3). @throws {ScimError} invalidSyntax, and as `parseListQuery` does */
export function parseSearchRequest(body: unknown): ListQuery {
  if (!isObject(body)) throw ScimError.invalidSyntax('The body must be a JSON object: a SearchRequest.');
  requireMessage(body, SEARCH_REQUEST_URN);
  return readQuery(body);
}

function readQuery(query: Record<string, unknown>): ListQuery {
  const filter = readFilter(query);
  const sortBy = readText(query, 'sortBy');
  const cursor = memberNamed(query, 'cursor') === '' ? '' : readText(query, 'cursor');
  const attributes = readNames(query, 'attributes');
  const excludedAttributes = readNames(query, 'excludedAttributes');
  // RFC 9865 §2.1 has its own error for the count of cursor paging.
  const count = readInteger(query, 'count', (detail) =>
    cursor === undefined ? ScimError.invalidValue(detail) : ScimError.invalidCount(detail),
  );
  return {
    ...(filter !== undefined && { filter }),
    ...(sortBy !== undefined && { sortBy }),
    sortOrder: readSortOrder(query),
    // RFC 7644 §3.4.2.4: below 1 means 1, and a negative count means 0.
    startIndex: clamp(readInteger(query, 'startIndex') ?? 1, 1, Number.MAX_SAFE_INTEGER),
    ...(count !== undefined && { count: clamp(count, 0, MAX_COUNT) }),
    ...(cursor !== undefined && { cursor }),
    ...(attributes && { attributes }),
    ...(excludedAttributes && { excludedAttributes }),
  };
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}

function readText(query: Record<string, unknown>, name: string): string | undefined {
  const raw = memberNamed(query, name);
  if (isEmpty(raw)) return undefined;
  if (typeof raw !== 'string') throw ScimError.invalidValue(`${name} must be a string.`);
  return raw;
}

/** Refuses an empty filter, which would match everybody although the client wanted to filter. */
function readFilter(query: Record<string, unknown>): string | undefined {
  const raw = memberNamed(query, 'filter');
  if (typeof raw !== 'string' || raw.trim() !== '') return readText(query, 'filter');
  throw ScimError.invalidFilter('The filter is empty. To list everything, leave it out.');
}

function readInteger(
  query: Record<string, unknown>,
  name: string,
  fault = (detail: string) => ScimError.invalidValue(detail),
): number | undefined {
  const raw = memberNamed(query, name);
  if (isEmpty(raw)) return undefined;
  const value = typeof raw === 'string' && /^\s*[+-]?\d+\s*$/.test(raw) ? Number(raw) : raw;
  if (!Number.isInteger(value)) throw fault(`${name} must be an integer.`);
  return Number(value);
}

function readSortOrder(query: Record<string, unknown>): ListQuery['sortOrder'] {
  const order = (readText(query, 'sortOrder') ?? 'ascending').toLowerCase();
  if (order === 'ascending' || order === 'descending') return order;
  throw ScimError.invalidValue('sortOrder must be ascending or descending.');
}

function readNames(query: Record<string, unknown>, name: string): readonly string[] | undefined {
  const raw = memberNamed(query, name);
  if (isEmpty(raw)) return undefined;
  const parts: unknown[] = Array.isArray(raw) ? raw : [raw];
  const names = parts.map((part) => {
    if (typeof part !== 'string') throw ScimError.invalidValue(`${name} must be a list of attribute names.`);
    return part;
  });
  const listed = splitNames(names);
  if (listed.length <= MAX_NAMES) return listed;
  throw ScimError.invalidValue(`${name} has more than ${MAX_NAMES} names.`);
}

/** The names in comma-separated lists, trimmed. */
export function splitNames(lists: readonly string[]): string[] {
  return lists.flatMap((list) => list.split(',')).flatMap((name) => name.trim() || []);
}
