import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  createTable,
  flag,
  foreignKey,
  id,
  index,
  instant,
  integer,
  keyPart,
  reference,
  searchable,
  text,
  unique,
  varchar,
} from './columns.js';

const ACCOUNT: [string[], string, string[]] = [['accountId'], 'accounts', ['id']];
const owned = (column: string, table: string): [string[], string, string[]] => [
  ['accountId', column],
  table,
  ['accountId', 'id'],
];

async function createAccounts(queryRunner: QueryRunner): Promise<void> {
  await createTable(queryRunner, 'accounts', {
    columns: [id(), varchar('slug', 63), varchar('name', 320), varchar('nameKey', 640), instant('createdAt')],
    indices: [unique('uq_accounts_slug', 'slug')],
  });
  await createTable(queryRunner, 'account_modules', {
    columns: [
      id('accountId'),
      keyPart('module', 'varchar', 16),
      flag('enabled'),
      varchar('changedBy', 320),
      text('reason'),
      instant('changedAt'),
    ],
    foreignKeys: [foreignKey('fk_account_modules_account', ACCOUNT, 'CASCADE')],
  });
  await createTable(queryRunner, 'audit_entries', {
    columns: [
      id('accountId'),
      id(),
      instant('time'),
      varchar('actor', 320),
      varchar('action', 64),
      text('detail'),
    ],
    foreignKeys: [foreignKey('fk_audit_entries_account', ACCOUNT, 'CASCADE')],
  });
}

async function createOrganizations(queryRunner: QueryRunner): Promise<void> {
  await createTable(queryRunner, 'organizations', {
    columns: [
      id('accountId'),
      id(),
      varchar('name', 320),
      varchar('nameKey', 640),
      reference('parentId', true),
      integer('version'),
      instant('createdAt'),
      instant('updatedAt'),
    ],
    indices: [
      unique('uq_organizations_name', 'accountId', 'nameKey'),
      index('ix_organizations_parent', 'accountId', 'parentId'),
    ],
    foreignKeys: [
      foreignKey('fk_organizations_account', ACCOUNT, 'CASCADE'),
      foreignKey('fk_organizations_parent', owned('parentId', 'organizations'), 'NO ACTION'),
    ],
  });
}

const PROFILE_TEXTS = [
  'displayName',
  'formattedName',
  'familyName',
  'givenName',
  'middleName',
  'honorificPrefix',
  'honorificSuffix',
  'nickName',
  'title',
  'userType',
  'preferredLanguage',
  'locale',
  'timezone',
  'employeeNumber',
  'costCenter',
  'organizationName',
  'division',
  'department',
  'iban',
];

async function createUsers(queryRunner: QueryRunner): Promise<void> {
  await createTable(queryRunner, 'users', {
    columns: [
      id('accountId'),
      id(),
      reference('organizationId'),
      searchable('requestedOrganization'),
      varchar('userName', 320),
      varchar('userNameKey', 640, true),
      varchar('externalId', 320, true),
      flag('active'),
      varchar('role', 16),
      varchar('passwordHash', 255, true),
      text('profileUrl'),
      ...PROFILE_TEXTS.map(searchable),
      reference('managerId', true),
      varchar('managerReference', 320, true),
      flag('managerLeft'),
      integer('version'),
      instant('createdAt'),
      instant('updatedAt'),
      instant('deletedAt', true),
    ],
    indices: [
      unique('uq_users_user_name', 'accountId', 'userNameKey'),
      index('ix_users_login', 'userNameKey'),
      index('ix_users_external_id', 'accountId', 'externalId'),
      index('ix_users_organization', 'accountId', 'organizationId'),
      index('ix_users_manager', 'accountId', 'managerId'),
      index('ix_users_manager_reference', 'accountId', 'managerReference'),
    ],
    foreignKeys: [
      foreignKey('fk_users_organization', owned('organizationId', 'organizations'), 'NO ACTION'),
      foreignKey('fk_users_manager', owned('managerId', 'users'), 'NO ACTION'),
    ],
  });
}

const VALUE_TEXTS = [
  'display',
  'type',
  'formatted',
  'streetAddress',
  'locality',
  'region',
  'postalCode',
  'country',
];

async function createUserValues(queryRunner: QueryRunner): Promise<void> {
  await createTable(queryRunner, 'user_values', {
    columns: [
      id('accountId'),
      id('userId'),
      keyPart('attribute', 'varchar', 32),
      keyPart('position', 'int'),
      searchable('value'),
      varchar('valueIndex', 255, true),
      ...VALUE_TEXTS.map(searchable),
      flag('isPrimary', true),
    ],
    indices: [index('ix_user_values_value', 'accountId', 'attribute', 'valueIndex')],
    foreignKeys: [foreignKey('fk_user_values_user', owned('userId', 'users'), 'CASCADE')],
  });
}

async function createCredentials(queryRunner: QueryRunner): Promise<void> {
  await createTable(queryRunner, 'user_sessions', {
    columns: [
      id('accountId'),
      id(),
      reference('userId'),
      varchar('hash', 64),
      instant('createdAt'),
      instant('expiresAt'),
    ],
    indices: [unique('uq_user_sessions_hash', 'hash'), index('ix_user_sessions_user', 'accountId', 'userId')],
    foreignKeys: [foreignKey('fk_user_sessions_user', owned('userId', 'users'), 'CASCADE')],
  });
  await createTable(queryRunner, 'api_keys', {
    columns: [
      id('accountId'),
      id(),
      reference('userId'),
      varchar('name', 255),
      varchar('hash', 64),
      instant('createdAt'),
      instant('expiresAt', true),
    ],
    indices: [unique('uq_api_keys_hash', 'hash'), index('ix_api_keys_user', 'accountId', 'userId')],
    foreignKeys: [foreignKey('fk_api_keys_user', owned('userId', 'users'), 'CASCADE')],
  });
}

async function createGroups(queryRunner: QueryRunner): Promise<void> {
  await createTable(queryRunner, 'groups', {
    columns: [
      id('accountId'),
      id(),
      varchar('displayName', 320),
      varchar('displayNameKey', 640),
      varchar('externalId', 320, true),
      integer('version'),
      instant('createdAt'),
      instant('updatedAt'),
    ],
    indices: [
      unique('uq_groups_display_name', 'accountId', 'displayNameKey'),
      index('ix_groups_external_id', 'accountId', 'externalId'),
    ],
    foreignKeys: [foreignKey('fk_groups_account', ACCOUNT, 'CASCADE')],
  });
  await createTable(queryRunner, 'group_members', {
    columns: [id('accountId'), id('groupId'), id('userId'), instant('createdAt')],
    indices: [index('ix_group_members_user', 'accountId', 'userId', 'groupId')],
    foreignKeys: [
      foreignKey('fk_group_members_group', owned('groupId', 'groups'), 'CASCADE'),
      foreignKey('fk_group_members_user', owned('userId', 'users'), 'CASCADE'),
    ],
  });
}

async function createOperators(queryRunner: QueryRunner): Promise<void> {
  await createTable(queryRunner, 'operators', {
    columns: [
      id(),
      varchar('userName', 320),
      varchar('userNameKey', 640),
      varchar('passwordHash', 255),
      instant('createdAt'),
    ],
    indices: [unique('uq_operators_user_name', 'userNameKey')],
  });
  await createTable(queryRunner, 'operator_sessions', {
    columns: [id(), reference('operatorId'), varchar('hash', 64), instant('createdAt'), instant('expiresAt')],
    indices: [
      unique('uq_operator_sessions_hash', 'hash'),
      index('ix_operator_sessions_operator', 'operatorId'),
    ],
    foreignKeys: [
      foreignKey('fk_operator_sessions_operator', [['operatorId'], 'operators', ['id']], 'CASCADE'),
    ],
  });
}

async function createSecrets(queryRunner: QueryRunner): Promise<void> {
  await createTable(queryRunner, 'secrets', {
    columns: [keyPart('name', 'varchar', 32), varchar('value', 64), instant('createdAt')],
  });
}

/** Everything the first release stores: accounts and what they own, and Declaree's operators. */
export class InitialSchema1764000000000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await createAccounts(queryRunner);
    await createOrganizations(queryRunner);
    await createUsers(queryRunner);
    await createUserValues(queryRunner);
    await createCredentials(queryRunner);
    await createGroups(queryRunner);
    await createOperators(queryRunner);
    await createSecrets(queryRunner);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const table of TABLES_LAST_FIRST) await queryRunner.dropTable(table, true, true, true);
  }
}

const TABLES_LAST_FIRST = [
  'secrets',
  'operator_sessions',
  'operators',
  'group_members',
  'groups',
  'api_keys',
  'user_sessions',
  'user_values',
  'users',
  'organizations',
  'audit_entries',
  'account_modules',
  'accounts',
];
