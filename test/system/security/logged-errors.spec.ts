import { QueryFailedError } from 'typeorm';
import { describe, expect, it } from 'vitest';
import { DomainError } from '../../../src/common/errors.js';
import { loggableError } from '../../../src/platform/logging/loggable-error.js';
import { translateDriverError } from '../../../src/platform/database/connections/driver-errors.js';

const SECRET = 'mira.vos@acme.example';

/** As TypeORM throws it on SQLite, or mysql2 where it puts the values into the statement itself. */
function failed(code: string, message: string): QueryFailedError {
  const driverError = Object.assign(new Error(message), {
    code,
    sql: `INSERT INTO users VALUES ('${SECRET}')`,
  });
  return new QueryFailedError('INSERT INTO users VALUES (?)', [SECRET], driverError);
}

const caller = {
  accountId: 'a',
  accountSlug: 'acme',
  actor: SECRET,
  userId: null,
  isAdmin: true,
  keyId: null,
};

describe('errors in the log', () => {
  it.each([
    ['of a full disk', translateDriverError(failed('SQLITE_FULL', 'database or disk is full'), [])],
    ['of a database that is away', translateDriverError(failed('ECONNREFUSED', 'connect ECONNREFUSED'), [])],
    ['of a defect of ours', failed('ER_BAD_FIELD_ERROR', "Unknown column 'x' in 'field list'")],
    ['of a value twice', failed('ER_DUP_ENTRY', `Duplicate entry '${SECRET}' for key 'users.ux'`)],
    ['of a value that fits no column', failed('ER_X', `Incorrect string value: '${SECRET}' for column 'x'`)],
    ['within others', new Error('outer', { cause: new Error('inner', { cause: failed('X', 'x') }) })],
    ['with its facts', new DomainError('invalid', 'No.', { callers: [caller] })],
    ['that is none', { password: SECRET }],
  ])('says nothing of the data %s', (_, error) => {
    const logged = JSON.stringify(loggableError(error));
    expect(logged).not.toContain(SECRET);
    expect(logged).not.toContain('INSERT');
  });

  it('says what happened, where, and by what', () => {
    const error = translateDriverError(failed('SQLITE_FULL', 'database or disk is full'), []);
    expect(loggableError(error)).toMatchObject({
      type: 'DomainError',
      code: 'unavailable',
      message: expect.stringContaining('its disk is full') as string,
      stack: expect.stringContaining('driver-errors') as string,
      cause: {
        type: 'QueryFailedError',
        code: 'SQLITE_FULL',
        message: expect.stringContaining('full') as string,
      },
    });
    const unknown = failed('ER_BAD_FIELD_ERROR', "Unknown column 'x' in 'field list'");
    expect(loggableError(unknown).message).toContain("Unknown column 'x' in 'field list'");
  });

  it('shows what would act on a terminal as escapes', () => {
    const { message } = loggableError(new Error('a\u009b31m\u202eb'));
    expect(message).toBe(String.raw`a\u009b31m\u202eb`);
  });

  it('ends where errors cause each other', () => {
    const [one, other] = [new Error('one'), new Error('other')];
    one.cause = other;
    other.cause = one;
    expect(JSON.stringify(loggableError(one)).match(/"message"/g)).toHaveLength(6);
  });
});
