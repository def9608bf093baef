import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { DomainError } from '../../common/errors.js';
import { foldKey } from '../../common/fold-key.js';
import { isWellFormed, NOT_WELL_FORMED } from '../../common/well-formed.js';
import { PLAIN_FIELDS, userNameOf } from '../user-editor.service.js';
import { NewUserRequest, UserChangesRequest } from '../user-requests.dto.js';
import { emailOf } from '../../users/user-email.js';
import type { StoredUser } from '../../users/user-fields.js';
import type { Column, ListedUser, Problem } from './columns.js';

/** What Excel makes of a truth value in English, Dutch, German and French, and what people write. */
const YES = ['true', 'yes', 'y', '1', 'waar', 'ja', 'j', 'wahr', 'vrai', 'oui'];
const NO = ['false', 'no', 'n', '0', 'onwaar', 'nee', 'falsch', 'nein', 'faux', 'non'];
const TRUTHS: ReadonlyMap<string, boolean> = new Map([
  ...YES.map((text) => [text, true] as const),
  ...NO.map((text) => [text, false] as const),
]);

/** The fields to change, as REST takes them. */
export type UserChanges = Pick<UserChangesRequest, keyof UserChangesRequest>;

/** What a line asks to be changed, leaving aside the organization and the manager, and what is wrong with it. */
export interface CheckedRow {
  input: UserChanges;
  problems: Problem[];
}

/**
 * Checks a line by the rules of REST. Of a user who is there already only what differs counts, so that a value
 * that REST would not take but SCIM did is no fault as long as it stays.
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

/** A text that was stored with blanks around it is not changed by a list, in which they do not count. */
function isSame(listed: unknown, known: unknown): boolean {
  const bare = (value: unknown) => (typeof value === 'string' ? value.trim() : (value ?? ''));
  return bare(listed) === bare(known);
}

/** Cells without a value clear a text, and leave what cannot be empty as it is. */
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
  return `"${String(text)}" says neither yes nor no. Write one of ${YES.join(', ')}; or of ${NO.join(', ')}.`;
}

function nameProblems(line: number, userName: string): Problem[] {
  try {
    userNameOf(userName);
    return [];
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return [{ line, column: 'userName', detail: error.message }];
  }
}
