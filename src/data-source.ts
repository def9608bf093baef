import { existsSync } from 'node:fs';
import { access, constants, mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import mysql, { type PoolOptions } from 'mysql2';
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import type { DataSource, DataSourceOptions } from 'typeorm';
import { Account } from './accounts/account.entity.js';
import { AccountModule } from './accounts/account-module.entity.js';
import { Alarm } from './provisioning/alarms/alarm.entity.js';
import { AuditEntry } from './accounts/audit-entry.entity.js';
import { ApiKey } from './auth/api-key.entity.js';
import { LoginPlace } from './auth/login-place.entity.js';
import { PasswordReset } from './auth/password-reset.entity.js';
import { unavailable } from './common/errors.js';
import { EXPENSES_ENTITIES } from './expenses/entities.js';
import { Delivery } from './provisioning/notifications/delivery.entity.js';
import { MailPreference } from './provisioning/notifications/mail-preference.entity.js';
import { Notification } from './provisioning/notifications/notification.entity.js';
import { Webhook } from './provisioning/notifications/webhook.entity.js';
import { AccessToken } from './oauth/access-token.entity.js';
import { AuthorizationCode } from './oauth/authorization-code.entity.js';
import { CatalogueClient } from './oauth/catalogue-client.entity.js';
import { CatalogueSecret } from './oauth/catalogue-secret.entity.js';
import { ClientSecret } from './oauth/client-secret.entity.js';
import { OauthClient } from './oauth/oauth-client.entity.js';
import { RefreshToken } from './oauth/refresh-token.entity.js';
import { UsedAssertion } from './oauth/used-assertion.entity.js';
import { reasonOf } from './platform/database/connections/driver-errors.js';
import { openDataSource } from './platform/database/connections/migrate.js';
import { HostsPool } from './platform/database/connections/mysql-pool.js';
import { reachServer } from './platform/database/connections/reach-server.js';
import { kindOfServer } from './platform/database/connections/server-version.js';
import { MIGRATIONS } from './platform/database/migrations/index.js';
import { ForeignKeyNames } from './platform/database/sql/entity-columns.js';
import { PREPARED_AT_ONCE } from './platform/database/connections/prepared-at-once.js';
import { SqliteConnection } from './platform/database/connections/sqlite-connection.js';
import { DriftItem } from './provisioning/drift/drift-item.entity.js';
import { DriftReport } from './provisioning/drift/drift-report.entity.js';
import { GroupSighting } from './provisioning/ownership/group-sighting.entity.js';
import { ManagingConnection } from './provisioning/ownership/managing-connection.entity.js';
import { UserSighting } from './provisioning/ownership/user-sighting.entity.js';
import { Group } from './groups/group.entity.js';
import { GroupMember } from './groups/group-member.entity.js';
import { Operator } from './operators/operator.entity.js';
import { PlatformEntry } from './operators/platform-entry.entity.js';
import { OperatorSession } from './operators/operator-session.entity.js';
import { Organization } from './organizations/organization.entity.js';
import { DirectoryTotals } from './provisioning/journal/directory-totals.entity.js';
import { JournalChange } from './provisioning/journal/journal-change.entity.js';
import { JournalPart } from './provisioning/journal/journal-part.entity.js';
import { ProvisioningDay } from './provisioning/journal/provisioning-day.entity.js';
import { Run } from './provisioning/journal/run.entity.js';
import { RoleSweep } from './roles/role-sweep.entity.js';
import { UndoJob } from './provisioning/undo/undo-job.entity.js';
import { MilestonesRecord } from './provisioning/overview/milestones.entity.js';
import { ProvisioningSettings } from './provisioning/settings/provisioning-settings.entity.js';
import { ConnectionCalls } from './provisioning/log/connection-calls.entity.js';
import { ActivityRecord } from './provisioning/log/activity-record.entity.js';
import { ProvisioningEvent } from './provisioning/log/provisioning-event.entity.js';
import { Secret } from './platform/secrets/secret.entity.js';
import type { DatabaseSettings, ServerSettings } from './config/database-url.js';
import { User } from './users/user.entity.js';
import { UserBlock } from './users/user-block.entity.js';
import { UserSession } from './auth/user-session.entity.js';
import { UserValue } from './users/user-value.entity.js';

const ENTITIES = [
  ...EXPENSES_ENTITIES,
  Account,
  AccountModule,
  AuditEntry,
  Organization,
  User,
  UserValue,
  UserBlock,
  UserSession,
  Group,
  GroupMember,
  ApiKey,
  PasswordReset,
  LoginPlace,
  Operator,
  OperatorSession,
  PlatformEntry,
  Secret,
  ProvisioningEvent,
  ActivityRecord,
  ConnectionCalls,
  CatalogueClient,
  CatalogueSecret,
  OauthClient,
  ClientSecret,
  AuthorizationCode,
  AccessToken,
  RefreshToken,
  UsedAssertion,
  JournalChange,
  JournalPart,
  Run,
  DirectoryTotals,
  ProvisioningDay,
  RoleSweep,
  UndoJob,
  ProvisioningSettings,
  ManagingConnection,
  UserSighting,
  GroupSighting,
  DriftReport,
  DriftItem,
  Webhook,
  MailPreference,
  Notification,
  Delivery,
  Alarm,
  MilestonesRecord,
];

const COMMON = {
  entities: ENTITIES,
  migrations: MIGRATIONS,
  migrationsTransactionMode: 'each' as const,
  namingStrategy: new ForeignKeyNames(),
};

/**
 * The data source options for the server, its command line and TypeORM's own. Asks the server first whether it is MySQL
 * or MariaDB, because TypeORM needs the driver type. Throws an Error if no host answers or a SQLite file is read-only.
 */
export async function dataSourceOptions(database: DatabaseSettings): Promise<DataSourceOptions> {
  if (database.kind === 'sqlite') {
    await ensureWritable(database.file);
    await makePrivate(database.file);
    return {
      ...COMMON,
      type: 'better-sqlite3',
      driver: SqliteConnection,
      database: database.file,
      enableWAL: true,
      // SQLite would block the main thread. DatabaseConnections waits and retries instead.
      timeout: 25,
      prepareDatabase: (connection: SqliteConnection) => void connection.pragma('synchronous = FULL'),
    };
  }
  const { user: username, password, database: name, tls } = database;
  const { hosts, type } = await findServer(database);
  return {
    ...COMMON,
    type,
    driver: {
      ...mysql,
      createPool: (options: PoolOptions) =>
        new HostsPool({ kind: type, hosts, ...(tls && { tls }) }, options),
    },
    username,
    password,
    database: name,
    charset: 'utf8mb4_bin',
    timezone: 'Z',
    dateStrings: true,
    bigNumberStrings: false,
    poolSize: 10,
    // Object parameters become text, never SQL.
    extra: { stringifyObjects: true, maxPreparedStatements: PREPARED_AT_ONCE },
  };
}

/** Without this check SQLite opens the file and fails at the first write. */
async function ensureWritable(file: string): Promise<void> {
  for (const path of [file, dirname(file)]) {
    try {
      await access(path, constants.W_OK);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      // A missing file is created later.
      if (code !== 'ENOENT') throw new Error(`${path} is read-only (${code})`, { cause: error });
    }
  }
}

/**
 * Creates a missing file that only the current user can read; SQLite uses the same mode for its other files.
 */
async function makePrivate(file: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const handle = await open(file, 'a', 0o600);
  await handle.close();
}

/**
 * The hosts, starting with the first that answers, and its server type. Throws an Error with one reason per host.
 */
async function findServer({ hosts, user, password, database, tls }: ServerSettings) {
  const failures: unknown[] = [];
  for (const [index, host] of hosts.entries()) {
    try {
      const connection = await createConnection({ ...reachServer(host, tls), user, password, database });
      try {
        const [[row]] = await connection.query<RowDataPacket[]>('SELECT VERSION() AS version');
        const inTurn = [...hosts.slice(index), ...hosts.slice(0, index)];
        return { hosts: inTurn, type: kindOfServer(String(row?.['version'])) };
      } finally {
        await connection.end();
      }
    } catch (error) {
      failures.push(error);
    }
  }
  throw new Error(failures.map(reasonOf).join('; '), { cause: failures });
}

/**
 * Opens the database of the settings; with `creates`, creates a missing SQLite file. Throws `unavailable` with the
 * reason and the setting's name.
 */
export async function openDatabase(
  database: DatabaseSettings,
  { creates = false } = {},
): Promise<DataSource> {
  if (!creates) ensureExists(database);
  try {
    return await openDataSource(await dataSourceOptions(database));
  } catch (error) {
    throw unavailable(`The database of DATABASE_URL cannot be opened: ${reasonOf(error)}`, { cause: error });
  }
}

/** Throws `unavailable` if the SQLite file does not exist. */
export function ensureExists(database: DatabaseSettings): void {
  if (database.kind !== 'sqlite' || existsSync(database.file)) return;
  throw unavailable('There is no database at the file of DATABASE_URL. "declaree db migrate" creates it.');
}
