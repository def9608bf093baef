import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DataSource } from 'typeorm';
import { bootApp, type TestApp } from '../../support/app.js';
import { databaseLanes } from '../../support/lanes.js';
import { ownedTables, unscopedStatements } from '../../support/sql-guard.js';

const OWNED = new Set(['users', 'groups', 'group_members']);

describe('the guard on statements', () => {
  it.each([
    ['a read by id', 'SELECT `id` FROM `users` WHERE `id` = ?'],
    ['a read with an alias', 'SELECT u.`id` FROM users u WHERE u.`id` = ?'],
    ['an account that is only read', 'SELECT u.`accountId` FROM `users` u WHERE u.`id` = ?'],
    [
      'a join that is not tied',
      'SELECT t.`id` FROM `groups` t JOIN `users` j0 ON j0.`id` = t.`x` WHERE t.`accountId` = ?',
    ],
    [
      'a nested table that is not tied',
      'DELETE FROM `groups` WHERE `accountId` = ? AND EXISTS (SELECT 1 FROM `group_members` e0 WHERE e0.`groupId` = `groups`.`id`)',
    ],
    ['a change', 'UPDATE `users` SET `active` = ? WHERE `id` = ?'],
    ['a deletion', 'delete from users where id = ?'],
    ['a new row without an account', 'INSERT INTO `users` (`id`) VALUES (?)'],
  ])('reports %s', (_, sql) => {
    expect(unscopedStatements([sql], OWNED)).toEqual([sql]);
  });

  it.each([
    ['the account itself', 'SELECT `id` FROM `accounts` WHERE `slug` = ?'],
    ['a table of an account', 'SELECT t.`id` FROM `users` t WHERE t.`accountId` = ? AND t.`id` = ?'],
    [
      'a join that is tied',
      'SELECT t.`id` FROM `groups` t LEFT JOIN `group_members` j0 ON j0.`accountId` = t.`accountId` WHERE t.`accountId` = ?',
    ],
    [
      'a user found with its account',
      'SELECT u.`id` FROM `users` u JOIN `accounts` a ON a.`id` = u.`accountId`',
    ],
    ['a change', 'UPDATE `users` SET `active` = ? WHERE `accountId` = ? AND `id` = ?'],
    ['a new row', 'INSERT INTO `users` (`accountId`, `id`) VALUES (?, ?)'],
    ['a count by account', 'SELECT COUNT(*) FROM `users` WHERE `accountId` IN (?, ?) GROUP BY `accountId`'],
  ])('lets %s pass', (_, sql) => {
    expect(unscopedStatements([sql], OWNED)).toEqual([]);
  });
});

describe.each(databaseLanes())('the guard on the program on $name', (lane) => {
  let app: TestApp;

  beforeAll(async () => {
    app = await bootApp(lane);
  });

  afterAll(() => app.close());

  it('knows the tables that accounts own', () => {
    const owned = ownedTables(app.get(DataSource));
    expect([...owned]).toEqual(expect.arrayContaining(['users', 'user_values', 'groups', 'api_keys']));
    expect([...owned]).not.toContain('accounts');
    expect([...owned]).not.toContain('operators');
  });

  it('finds a statement without the account', async () => {
    app.statements.clear();
    await app.get(DataSource).query('SELECT COUNT(*) FROM `users` WHERE `active` = 1');
    expect(unscopedStatements(app.statements.statements, ownedTables(app.get(DataSource)))).toHaveLength(1);
  });
});
