import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  createTable,
  flag,
  foreignKey,
  id,
  index,
  instant,
  reference,
  text,
  unique,
  varchar,
} from './columns.js';

const OF_CLIENT = (name: string) =>
  foreignKey(name, [['accountId', 'connectionId'], 'oauth_clients', ['accountId', 'id']], 'CASCADE');

const CLIENT_KEYS = [
  foreignKey('fk_oauth_clients_account', [['accountId'], 'accounts', ['id']], 'CASCADE'),
  foreignKey(
    'fk_oauth_clients_organization',
    [['accountId', 'organizationId'], 'organizations', ['accountId', 'id']],
    'NO ACTION',
  ),
  foreignKey(
    'fk_oauth_clients_catalogueClient',
    [['catalogueClientId'], 'oauth_catalogue_clients', ['id']],
    'CASCADE',
  ),
];

/** OAuth 2.0: clients with their secrets, codes and tokens, and the assertions that have been used. */
export class Oauth1764000100000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await createCatalogue(queryRunner);
    await createClients(queryRunner);
    await createSecrets(queryRunner);
    await createCodes(queryRunner);
    await createAccessTokens(queryRunner);
    await createRefreshTokens(queryRunner);
    await createTable(queryRunner, 'oauth_assertions', {
      columns: [id('accountId'), id(), varchar('hash', 64), instant('expiresAt')],
      indices: [
        unique('uq_oauth_assertions_hash', 'hash'),
        index('ix_oauth_assertions_expiry', 'accountId', 'expiresAt'),
      ],
      foreignKeys: [
        foreignKey('fk_oauth_assertions_account', [['accountId'], 'accounts', ['id']], 'CASCADE'),
      ],
    });
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const name of [
      'oauth_assertions',
      'oauth_refresh_tokens',
      'oauth_access_tokens',
      'oauth_codes',
      'oauth_client_secrets',
      'oauth_clients',
      'oauth_catalogue_secrets',
      'oauth_catalogue_clients',
    ]) {
      await queryRunner.dropTable(name, true, true, true);
    }
  }
}

async function createCatalogue(queryRunner: QueryRunner): Promise<void> {
  await createTable(queryRunner, 'oauth_catalogue_clients', {
    columns: [
      id(),
      varchar('clientId', 64),
      varchar('name', 320),
      varchar('redirectUris', 8000),
      flag('isPublic'),
      instant('createdAt'),
    ],
    indices: [unique('uq_oauth_catalogue_clients_client_id', 'clientId')],
  });
  await createTable(queryRunner, 'oauth_catalogue_secrets', {
    columns: [
      id(),
      reference('catalogueClientId'),
      varchar('hash', 64),
      instant('createdAt'),
      instant('expiresAt'),
    ],
    indices: [
      unique('uq_oauth_catalogue_secrets_hash', 'hash'),
      index('ix_oauth_catalogue_secrets_client', 'catalogueClientId'),
    ],
    foreignKeys: [
      foreignKey(
        'fk_oauth_catalogue_secrets_catalogueClient',
        [['catalogueClientId'], 'oauth_catalogue_clients', ['id']],
        'CASCADE',
      ),
    ],
  });
}

async function createClients(queryRunner: QueryRunner): Promise<void> {
  await createTable(queryRunner, 'oauth_clients', {
    columns: [
      id('accountId'),
      id(),
      varchar('clientId', 64, true),
      varchar('kind', 16),
      varchar('name', 320),
      reference('organizationId'),
      reference('catalogueClientId', true),
      varchar('issuer', 400, true),
      varchar('subject', 400, true),
      varchar('audience', 400, true),
      varchar('jwksUrl', 1000, true),
      text('jwks'),
      instant('createdAt'),
      reference('createdById', true),
      instant('lastUsedAt', true),
    ],
    indices: [
      unique('uq_oauth_clients_client_id', 'clientId'),
      unique('uq_oauth_clients_catalogue', 'accountId', 'catalogueClientId'),
      index('ix_oauth_clients_organization', 'accountId', 'organizationId'),
      index('ix_oauth_clients_catalogue_client', 'catalogueClientId'),
    ],
    foreignKeys: CLIENT_KEYS,
  });
}

async function createSecrets(queryRunner: QueryRunner): Promise<void> {
  await createTable(queryRunner, 'oauth_client_secrets', {
    columns: [
      id('accountId'),
      id(),
      reference('connectionId'),
      varchar('hash', 64),
      instant('createdAt'),
      instant('expiresAt'),
      instant('warnedAt', true),
    ],
    indices: [
      unique('uq_oauth_client_secrets_hash', 'hash'),
      index('ix_oauth_client_secrets_client', 'accountId', 'connectionId'),
      index('ix_oauth_client_secrets_expiry', 'accountId', 'expiresAt'),
    ],
    foreignKeys: [OF_CLIENT('fk_oauth_client_secrets_connection')],
  });
}

async function createCodes(queryRunner: QueryRunner): Promise<void> {
  await createTable(queryRunner, 'oauth_codes', {
    columns: [
      id('accountId'),
      id(),
      reference('connectionId'),
      varchar('hash', 64),
      varchar('redirectUri', 2000),
      varchar('codeChallenge', 128, true),
      instant('createdAt'),
      instant('expiresAt'),
      instant('usedAt', true),
    ],
    indices: [
      unique('uq_oauth_codes_hash', 'hash'),
      index('ix_oauth_codes_client', 'accountId', 'connectionId'),
    ],
    foreignKeys: [OF_CLIENT('fk_oauth_codes_connection')],
  });
}

async function createAccessTokens(queryRunner: QueryRunner): Promise<void> {
  await createTable(queryRunner, 'oauth_access_tokens', {
    columns: [
      id('accountId'),
      id(),
      reference('connectionId'),
      reference('familyId', true),
      varchar('hash', 64),
      instant('createdAt'),
      instant('expiresAt'),
    ],
    indices: [
      unique('uq_oauth_access_tokens_hash', 'hash'),
      index('ix_oauth_access_tokens_client', 'accountId', 'connectionId'),
      index('ix_oauth_access_tokens_family', 'accountId', 'familyId'),
    ],
    foreignKeys: [OF_CLIENT('fk_oauth_access_tokens_connection')],
  });
}

async function createRefreshTokens(queryRunner: QueryRunner): Promise<void> {
  await createTable(queryRunner, 'oauth_refresh_tokens', {
    columns: [
      id('accountId'),
      id(),
      reference('connectionId'),
      reference('familyId'),
      varchar('hash', 64),
      instant('createdAt'),
      instant('expiresAt'),
      instant('rotatedAt', true),
      text('successor'),
    ],
    indices: [
      unique('uq_oauth_refresh_tokens_hash', 'hash'),
      index('ix_oauth_refresh_tokens_client', 'accountId', 'connectionId'),
      index('ix_oauth_refresh_tokens_family', 'accountId', 'familyId'),
    ],
    foreignKeys: [OF_CLIENT('fk_oauth_refresh_tokens_connection')],
  });
}
