import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { DomainError } from '../common/errors.js';
import { isWellFormed, NOT_WELL_FORMED } from '../common/well-formed.js';
import { PLAIN_FIELDS, userNameOf } from '../people/user-editor.service.js';
import { NewUserRequest, UserChangesRequest } from '../people/user-requests.dto.js';
import { emailOf } from '../users/user-email.js';
import type { StoredUser } from '../users/user-fields.js';
import type { Column, ListedUser, Problem } from './columns.js';

const TRUE = ['true', 'yes', '1', 'waar', 'ja'];
/** What Excel makes of a cell in Dutch as well as in English, and what people write. */
const ACTIVE = new Map([
  ...TRUE.map((text) => [text, true] as const),
  ...['false', 'no', '0', 'onwaar', 'nee'].map((text) => [text, false] as const),
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
  const given = { ...plainValues(values), ...emailValue(values) };
  const known: Record<string, unknown> = current ? { ...current, email: emailOf(current.values) } : {};
  const changed = Object.entries(given).filter(([name, value]) => value !== (known[name] ?? null));
  const input = Object.fromEntries(changed) as UserChanges;
  const request = current
    ? plainToInstance(UserChangesRequest, input)
    : plainToInstance(NewUserRequest, { ...input, userName: values.userName });
  const problems = validateSync(request).map(({ property, constraints = {} }) => ({
    line,
    column: property,
    detail: `${Object.values(constraints).join('; ')}.`,
  }));
  return { input, problems: [...problems, ...(current ? [] : nameProblems(line, values.userName ?? ''))] };
}

/** Cells without a value clear a text, and leave what cannot be empty as it is. */
function plainValues(values: ListedUser['values']): Record<string, unknown> {
  const given = PLAIN_FIELDS.flatMap((name): [Column, unknown][] => {
    const value = values[name];
    if (value === undefined) return [];
    if (name !== 'role' && name !== 'active') return [[name, value]];
    if (value === null) return [];
    const text = value.trim().toLowerCase();
    return [[name, name === 'role' ? text : (ACTIVE.get(text) ?? value)]];
  });
  return Object.fromEntries(given);
}

function emailValue({ email }: ListedUser['values']): { email?: string | null } {
  return email === undefined ? {} : { email };
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
