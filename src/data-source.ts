import { existsSync } from 'node:fs';
import { access, constants, mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import mysql, { type PoolOptions } from 'mysql2';
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import type { DataSource, DataSourceOptions } from 'typeorm';
import { Account } from './accounts/account.entity.js';
import { AccountModule } from './accounts/account-module.entity.js';
import { Alarm } from './alarms/alarm.entity.js';
import { AuditEntry } from './accounts/audit-entry.entity.js';
import { ApiKey } from './auth/api-key.entity.js';
import { LoginPlace } from './auth/login-place.entity.js';
import { PasswordReset } from './auth/password-reset.entity.js';
import { unavailable } from './common/errors.js';
import { EXPENSES_ENTITIES } from './expenses/entities.js';
import { Delivery } from './notifications/delivery.entity.js';
import { MailPreference } from './notifications/mail-preference.entity.js';
import { Notification } from './notifications/notification.entity.js';
import { Webhook } from './notifications/webhook.entity.js';
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
import { ForeignKeyNames } from './platform/database/sql/entity-columns.js';
import { PREPARED_AT_ONCE } from './platform/database/connections/prepared-at-once.js';
import { SqliteConnection } from './platform/database/connections/sqlite-connection.js';
import { DriftItem } from './drift/drift-item.entity.js';
import { DriftReport } from './drift/drift-report.entity.js';
import { GroupSighting } from './ownership/group-sighting.entity.js';
import { ManagingConnection } from './ownership/managing-connection.entity.js';
import { UserSighting } from './ownership/user-sighting.entity.js';
import { Group } from './groups/group.entity.js';
import { GroupMember } from './groups/group-member.entity.js';
import { InitialSchema1764000000000 } from './platform/database/migrations/1764000000000-initial-schema.js';
import { PasswordResets1764000001000 } from './platform/database/migrations/1764000001000-password-resets.js';
import { Operator } from './operators/operator.entity.js';
import { PlatformEntry } from './operators/platform-entry.entity.js';
import { OperatorSession } from './operators/operator-session.entity.js';
import { Organization } from './organizations/organization.entity.js';
import { Provisioning1764000002000 } from './platform/database/migrations/1764000002000-provisioning.js';
import { ProvisioningActivity1764000003000 } from './platform/database/migrations/1764000003000-provisioning-activity.js';
import { EventCodes1764000004000 } from './platform/database/migrations/1764000004000-event-codes.js';
import { ApiKeyLastUse1764000005000 } from './platform/database/migrations/1764000005000-api-key-last-use.js';
import { UserBlocks1764000006000 } from './platform/database/migrations/1764000006000-user-blocks.js';
import { ExternalIdOrder1764000007000 } from './platform/database/migrations/1764000007000-external-id-order.js';
import { UserSizes1764000050000 } from './platform/database/migrations/1764000050000-user-sizes.js';
import { GroupMemberCounts1764000050100 } from './platform/database/migrations/1764000050100-group-member-counts.js';
import { LoginPlaces1764000060000 } from './platform/database/migrations/1764000060000-login-places.js';
import { EventCounts1764000060100 } from './platform/database/migrations/1764000060100-event-counts.js';
import { Erasure1764000070003 } from './platform/database/migrations/1764000070003-erasure.js';
import { ManagerByValue1764000080011 } from './platform/database/migrations/1764000080011-manager-by-value.js';
import { ProvisioningClients1764000080000 } from './platform/database/migrations/1764000080000-provisioning-clients.js';
import { Oauth1764000100000 } from './platform/database/migrations/1764000100000-oauth.js';
import { ConnectionNames1764000105000 } from './platform/database/migrations/1764000105000-connection-names.js';
import { EventSubjects1764000120000 } from './platform/database/migrations/1764000120000-event-subjects.js';
import { EventSearch1764000120100 } from './platform/database/migrations/1764000120100-event-search.js';
import { Sightings1764000140000 } from './platform/database/migrations/1764000140000-sightings.js';
import { Drift1764000140200 } from './platform/database/migrations/1764000140200-drift.js';
import { Notifications1764000130000 } from './platform/database/migrations/1764000130000-notifications.js';
import { Alarms1764000130200 } from './platform/database/migrations/1764000130200-alarms.js';
import { CallDays1764000130300 } from './platform/database/migrations/1764000130300-call-days.js';
import { WebhookSecrets1764000130400 } from './platform/database/migrations/1764000130400-webhook-secrets.js';
import { KeyWarnings1764000130100 } from './platform/database/migrations/1764000130100-key-warnings.js';
import { UserRoles1764000080200 } from './platform/database/migrations/1764000080200-user-roles.js';
import { ExistingUsers1764000095000 } from './platform/database/migrations/1764000095000-existing-users.js';
import { OperatorsLife1764000070002 } from './platform/database/migrations/1764000070002-operators-life.js';
import { AuditSubjects1764000070001 } from './platform/database/migrations/1764000070001-audit-subjects.js';
import { UserShownNames1764000080100 } from './platform/database/migrations/1764000080100-user-shown-names.js';
import { Expenses1764000200000 } from './platform/database/migrations/1764000200000-expenses.js';
import { WaitingReports1764000201000 } from './platform/database/migrations/1764000201000-waiting-reports.js';
import { ApprovingGroups1764000300100 } from './platform/database/migrations/1764000300100-approving-groups.js';
import { RoleSweeps1764000300000 } from './platform/database/migrations/1764000300000-role-sweeps.js';
import { DirectoryTotals } from './journal/directory-totals.entity.js';
import { JournalChange } from './journal/journal-change.entity.js';
import { JournalPart } from './journal/journal-part.entity.js';
import { ProvisioningDay } from './journal/provisioning-day.entity.js';
import { Run } from './journal/run.entity.js';
import { AssertionKeys1764000106000 } from './platform/database/migrations/1764000106000-assertion-keys.js';
import { Journal1764000110000 } from './platform/database/migrations/1764000110000-journal.js';
import { Runs1764000110100 } from './platform/database/migrations/1764000110100-runs.js';
import { UndoJobs1764000110200 } from './platform/database/migrations/1764000110200-undo-jobs.js';
import { RoleSweep } from './roles/role-sweep.entity.js';
import { UndoJob } from './undo/undo-job.entity.js';
import { ProvisioningSettings1764000111000 } from './platform/database/migrations/1764000111000-provisioning-settings.js';
import { ProvisionedPeople1764000150000 } from './platform/database/migrations/1764000150000-provisioned-people.js';
import { DeactivatedAgain1764000160110 } from './platform/database/migrations/1764000160110-deactivated-again.js';
import { JobKinds1764000160120 } from './platform/database/migrations/1764000160120-job-kinds.js';
import { RoleOrigins1764000160000 } from './platform/database/migrations/1764000160000-role-origins.js';
import { SetupMilestones1764000150100 } from './platform/database/migrations/1764000150100-setup-milestones.js';
import { MilestonesRecord } from './overview/milestones.entity.js';
import { ProvisioningSettings } from './provisioning-settings/provisioning-settings.entity.js';
import { ActivityRecord } from './provisioning-log/activity-record.entity.js';
import { ProvisioningEvent } from './provisioning-log/provisioning-event.entity.js';
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

const MIGRATIONS = [
  InitialSchema1764000000000,
  PasswordResets1764000001000,
  Provisioning1764000002000,
  ProvisioningActivity1764000003000,
  EventCodes1764000004000,
  ApiKeyLastUse1764000005000,
  UserBlocks1764000006000,
  ExternalIdOrder1764000007000,
  UserSizes1764000050000,
  GroupMemberCounts1764000050100,
  LoginPlaces1764000060000,
  EventCounts1764000060100,
  AuditSubjects1764000070001,
  OperatorsLife1764000070002,
  Erasure1764000070003,
  ProvisioningClients1764000080000,
  ManagerByValue1764000080011,
  UserShownNames1764000080100,
  UserRoles1764000080200,
  ExistingUsers1764000095000,
  Oauth1764000100000,
  ConnectionNames1764000105000,
  AssertionKeys1764000106000,
  Journal1764000110000,
  Runs1764000110100,
  UndoJobs1764000110200,
  ProvisioningSettings1764000111000,
  EventSubjects1764000120000,
  EventSearch1764000120100,
  Notifications1764000130000,
  KeyWarnings1764000130100,
  Alarms1764000130200,
  CallDays1764000130300,
  WebhookSecrets1764000130400,
  Sightings1764000140000,
  Drift1764000140200,
  ProvisionedPeople1764000150000,
  SetupMilestones1764000150100,
  RoleOrigins1764000160000,
  DeactivatedAgain1764000160110,
  JobKinds1764000160120,
  Expenses1764000200000,
  WaitingReports1764000201000,
  RoleSweeps1764000300000,
  ApprovingGroups1764000300100,
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
