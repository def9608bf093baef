import Libsql from 'libsql';
import mysql, { type PoolOptions } from 'mysql2';
import { createConnection } from 'mysql2/promise';
import type { DataSourceOptions } from 'typeorm';
import { Account } from './accounts/account.entity.js';
import { AccountModule } from './accounts/account-module.entity.js';
import { AuditEntry } from './accounts/audit-entry.entity.js';
import { ApiKey } from './auth/api-key.entity.js';
import { PasswordReset } from './auth/password-reset.entity.js';
import type { DatabaseSettings } from './config.js';
import type { SqliteConnection } from './database/sqlite-connection.js';
import { Group } from './groups/group.entity.js';
import { GroupMember } from './groups/group-member.entity.js';
import { InitialSchema1764000000000 } from './migrations/1764000000000-initial-schema.js';
import { PasswordResets1764000001000 } from './migrations/1764000001000-password-resets.js';
import { Operator } from './operators/operator.entity.js';
import { OperatorSession } from './operators/operator-session.entity.js';
import { Organization } from './organizations/organization.entity.js';
import { Provisioning1764000002000 } from './migrations/1764000002000-provisioning.js';
import { ProvisioningEvent } from './provisioning/provisioning-event.entity.js';
import { Secret } from './secrets/secret.entity.js';
import { User } from './users/user.entity.js';
import { UserSession } from './users/user-session.entity.js';
import { UserValue } from './users/user-value.entity.js';

const ENTITIES = [
  Account,
  AccountModule,
  AuditEntry,
  Organization,
  User,
  UserValue,
  UserSession,
  Group,
  GroupMember,
  ApiKey,
  PasswordReset,
  Operator,
  OperatorSession,
  Secret,
  ProvisioningEvent,
];

const MIGRATIONS = [InitialSchema1764000000000, PasswordResets1764000001000, Provisioning1764000002000];

const CONNECT_TIMEOUT_MS = 5_000;

/**
 * The one definition of the data source, for the program, its command line and TypeORM's own. Asks a MySQL
 * server first what it is, because TypeORM tells MySQL and MariaDB apart by the driver's type.
 * Throws the driver's error where none of the hosts answers.
 */
export async function dataSourceOptions(database: DatabaseSettings): Promise<DataSourceOptions> {
  const common = { entities: ENTITIES, migrations: MIGRATIONS, migrationsTransactionMode: 'each' as const };
  if (database.kind === 'sqlite') {
    return {
      ...common,
      type: 'better-sqlite3',
      driver: Libsql,
      database: database.file,
      enableWAL: true,
      timeout: 5_000,
      prepareDatabase: (connection: SqliteConnection) => void connection.pragma('synchronous = FULL'),
    };
  }
  const { user: username, password, database: name } = database;
  const { host, port, type } = await findServer(database);
  return {
    ...common,
    type,
    driver: { ...mysql, createPool },
    host,
    port,
    username,
    password,
    database: name,
    charset: 'utf8mb4_bin',
    timezone: 'Z',
    dateStrings: true,
    bigNumberStrings: false,
    connectTimeout: CONNECT_TIMEOUT_MS,
    poolSize: 10,
    // Objects as parameters become text, never SQL.
    extra: { stringifyObjects: true, enableKeepAlive: true },
  };
}

/**
 * Every connection reads what is committed at each statement, as SQLite's do. Under MySQL's own default, a search
 * for what is not there would lock a gap that other writers then wait for.
 */
function createPool(options: PoolOptions) {
  const pool = mysql.createPool(options);
  pool.on('connection', (connection) => {
    connection.query('SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED');
  });
  return pool;
}

type MysqlSettings = DatabaseSettings & { kind: 'mysql' };

/** The first of the hosts that answers, and whether it is MySQL or MariaDB. */
async function findServer({ hosts, user, password, database }: MysqlSettings) {
  let failure: unknown;
  for (const { host, port } of hosts) {
    try {
      const connection = await createConnection({
        host,
        port,
        user,
        password,
        database,
        connectTimeout: CONNECT_TIMEOUT_MS,
      });
      try {
        const [rows] = await connection.query('SELECT VERSION() AS version');
        return {
          host,
          port,
          type: /mariadb/i.test(JSON.stringify(rows)) ? ('mariadb' as const) : ('mysql' as const),
        };
      } finally {
        await connection.end();
      }
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}
