import { isObject } from '../../src/scim/protocol/value.js';

/** Captured values of earlier answers, by the names of placeholders such as `{{userId}}`. */
export type Captured = Map<string, unknown>;

const PLACEHOLDER = /\{\{(\w+)\}\}/g;
const MATCHER = /^<(\w+)>$/;

const MATCHERS: Readonly<Record<string, (value: unknown) => boolean>> = {
  absent: (value) => value === undefined,
  string: (value) => typeof value === 'string' && value !== '',
};

/** Fills in the placeholders of a template. Throws if a name was never captured. */
export function fill(template: unknown, captured: Captured): unknown {
  if (typeof template === 'string') {
    return template.replaceAll(PLACEHOLDER, (_, name: string) => {
      if (!captured.has(name)) throw new Error(`nothing was captured as {{${name}}}`);
      return String(captured.get(name));
    });
  }
  if (Array.isArray(template)) return template.map((item) => fill(item, captured));
  if (!isObject(template)) return template;
  return Object.fromEntries(Object.entries(template).map(([key, item]) => [key, fill(item, captured)]));
}

/**
 * The differences between `actual` and `expected`, one line each. Objects may have more members than expected, lists
 * may not. `<string>` and similar match any value of that kind, `<absent>` matches none, and `{{name}}` the captured
 * value of that name; the first use captures it.
 */
export function differences(expected: unknown, actual: unknown, captured: Captured, path = 'body'): string[] {
  if (typeof expected === 'string') return textDifferences(expected, actual, captured, path);
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual)) return [difference(path, expected, actual)];
    const lengths = differences(expected.length, actual.length, captured, `${path}.length`);
    return [
      ...lengths,
      ...expected.flatMap((item, at) => differences(item, actual[at], captured, `${path}[${at}]`)),
    ];
  }
  if (isObject(expected)) {
    if (!isObject(actual)) return [difference(path, expected, actual)];
    return Object.entries(expected).flatMap(([key, item]) =>
      differences(item, actual[key], captured, key.includes(':') ? `${path}["${key}"]` : `${path}.${key}`),
    );
  }
  return Object.is(expected, actual) ? [] : [difference(path, expected, actual)];
}

function textDifferences(expected: string, actual: unknown, captured: Captured, path: string): string[] {
  const kind = MATCHER.exec(expected)?.[1];
  if (kind !== undefined) {
    const matches = MATCHERS[kind];
    if (!matches) throw new Error(`${path}: there is no matcher ${expected}`);
    return matches(actual) ? [] : [difference(path, expected, actual)];
  }
  const name = /^\{\{(\w+)\}\}$/.exec(expected)?.[1];
  if (name !== undefined && !captured.has(name) && actual !== undefined) {
    captured.set(name, actual);
    return [];
  }
  const wanted = fill(expected, captured);
  return wanted === actual ? [] : [difference(path, wanted, actual)];
}

function difference(path: string, expected: unknown, actual: unknown): string {
  return `${path}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual) ?? 'nothing'}`;
}
