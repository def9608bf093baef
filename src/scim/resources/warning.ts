import type { Trail } from './trail.js';

/** A warning about a successful request, for the provisioning log. */
export interface Warning {
  code: string;
  detail: string;
}

const MOST_NAMES = 5;
const LONGEST_NAME = 100;

/** The warning that a body has unknown attributes; undefined if it has none. */
export function ignoredAttributes(names: ReadonlySet<string>): Warning | undefined {
  if (names.size === 0) return undefined;
  const listed = [...names].slice(0, MOST_NAMES).map((name) => JSON.stringify(name.slice(0, LONGEST_NAME)));
  const more = names.size > MOST_NAMES ? ` and ${names.size - MOST_NAMES} more` : '';
  return {
    code: 'ignored-attributes',
    detail: `Ignored unknown attributes: ${listed.join(', ')}${more}. Everything else was stored.`,
  };
}

/** Adds warnings to the log's event, with the code of the first one. */
export function warn(trail: Trail, ...warnings: readonly (Warning | null | undefined)[]): void {
  const given = warnings.filter((warning) => warning !== null && warning !== undefined);
  trail.detail = given.length > 0 ? given.map(({ detail }) => detail).join(' ') : null;
  trail.code = given[0]?.code ?? null;
}

/** Adds the warnings about a change's consequences to those of the request. */
export function addWarnings(trail: Trail, warnings: readonly Warning[]): void {
  if (warnings.length === 0) return;
  trail.detail = [trail.detail, ...warnings.map(({ detail }) => detail)].filter(Boolean).join(' ');
  trail.code ??= warnings[0]?.code ?? null;
}
