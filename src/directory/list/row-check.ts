import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { DomainError } from '../../common/errors.js';
import { foldKey } from '../../common/fold-key.js';
import { isWellFormed, NOT_WELL_FORMED } from '../../common/well-formed.js';
import { PLAIN_FIELDS } from '../user-editor.service.js';
import { NewUserRequest, UserChangesRequest } from '../user-requests.dto.js';
import { emailOf } from '../../users/user-email.js';
import type { StoredUser } from '../../users/user-fields.js';
import { typedUserName } from '../../users/user-name.js';
import type { Column, ListedUser, Problem } from './columns.js';

/** Boolean texts of Excel in English, Dutch, German and French, and common spellings. */
const YES = ['true', 'yes', 'y', '1', 'waar', 'ja', 'j', 'wahr', 'vrai', 'oui'];
const NO = ['false', 'no', 'n', '0', 'onwaar', 'nee', 'falsch', 'nein', 'faux', 'non'];
const TRUTHS: ReadonlyMap<string, boolean> = new Map([
  ...YES.map((text) => [text, true] as const),
  ...NO.map((text) => [text, false] as const),
]);

/** The fields to change, as REST takes them. */
export type UserChanges = Pick<UserChangesRequest, keyof UserChangesRequest>;

/** The changes of a line without organization and manager, and its problems. */
export interface CheckedRow {
  input: UserChanges;
  problems: Problem[];
}

/**
 * Checks a line by the rules of REST. For an existing user, only checks changed values, because SCIM accepts some
 * values that REST does not.
 */
export function checkRow({ line, values }: ListedUser, current: StoredUser | undefined): CheckedRow {
  const unsound = Object.entries(values).filter(([, value]) => value !== null && !isWellFormed(value));
  if (unsound.length > 0) {
    return {
      input: {},
      problems: unsound.map(([column]) => ({ line, column, detail: `${column} ${NOT_WELL_FORMED}` })),
    };
  }
  const given = valuesToStore(values);
  const known: Record<string, unknown> = current ? { ...current, email: emailOf(current.values) } : {};
  const changed = Object.entries(given).filter(([name, value]) => !isSame(value, known[name]));
  const input = Object.fromEntries(changed) as UserChanges;
  const request = current
    ? plainToInstance(UserChangesRequest, input)
    : plainToInstance(NewUserRequest, { ...input, userName: values.userName });
  const problems = validateSync(request).map(({ property, value, constraints = {} }) => ({
    line,
    column: property,
    detail: property === 'active' ? neitherOf(value) : `${Object.values(constraints).join('; ')}.`,
  }));
  return { input, problems: [...problems, ...(current ? [] : nameProblems(line, values.userName ?? ''))] };
}

/** Ignores surrounding spaces, which a list does not change. */
function isSame(listed: unknown, known: unknown): boolean {
  const bare = (value: unknown) => (typeof value === 'string' ? value.trim() : (value ?? ''));
  return bare(listed) === bare(known);
}

/** Empty cells clear texts, and keep values that cannot be empty. */
function valuesToStore(values: ListedUser['values']): Record<string, unknown> {
  const given = [...PLAIN_FIELDS, 'email' as const].flatMap((name): [Column, unknown][] => {
    const text = values[name]?.trim() ?? values[name];
    if (text === undefined) return [];
    if (name !== 'role' && name !== 'active') return [[name, text]];
    if (text === null) return [];
    const word = foldKey(text);
    return [[name, name === 'role' ? word : (TRUTHS.get(word) ?? text)]];
  });
  return Object.fromEntries(given);
}

function neitherOf(text: unknown): string {
  return `"${String(text)}" is not a yes or no value. Use one of ${YES.join(', ')}; or of ${NO.join(', ')}.`;
}

function nameProblems(line: number, userName: string): Problem[] {
  try {
    typedUserName(userName);
    return [];
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return [{ line, column: 'userName', detail: error.message }];
  }
}
