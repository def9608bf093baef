import type { Trail } from './scim-work.js';

/** What the provisioning log says of a success that its sender should know more of. */
export interface Warning {
  code: string;
  detail: string;
}

const MOST_NAMES = 5;
const LONGEST_NAME = 100;

/** That a body has names which nobody understands; nothing where it has none. */
export function ignoredAttributes(names: ReadonlySet<string>): Warning | undefined {
  if (names.size === 0) return undefined;
  const listed = [...names].slice(0, MOST_NAMES).map((name) => JSON.stringify(name.slice(0, LONGEST_NAME)));
  const more = names.size > MOST_NAMES ? ` and ${names.size - MOST_NAMES} more` : '';
  return {
    code: 'ignored-attributes',
    detail: `Ignored, because there is no such attribute: ${listed.join(', ')}${more}. Everything else was stored.`,
  };
}

/** Puts warnings into the log's event, which has one name, that of the first. */
export function warn(trail: Trail, ...warnings: readonly (Warning | null | undefined)[]): void {
  const given = warnings.filter((warning) => warning !== null && warning !== undefined);
  trail.detail = given.length > 0 ? given.map(({ detail }) => detail).join(' ') : null;
  trail.code = given[0]?.code ?? null;
}
