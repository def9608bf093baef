import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, dropColumn } from './columns.js';

const USER_TEXTS = [
  'userName',
  'externalId',
  'profileUrl',
  'managerReference',
  'displayNameKey',
  'formattedNameKey',
  'familyNameKey',
  'givenNameKey',
  'middleNameKey',
  'honorificPrefixKey',
  'honorificSuffixKey',
  'nickNameKey',
  'titleKey',
  'userTypeKey',
  'preferredLanguageKey',
  'localeKey',
  'timezoneKey',
  'employeeNumberKey',
  'costCenterKey',
  'organizationNameKey',
  'divisionKey',
  'departmentKey',
  'ibanKey',
  'requestedOrganizationKey',
];
const VALUE_TEXTS = [
  'valueKey',
  'displayKey',
  'typeKey',
  'formattedKey',
  'streetAddressKey',
  'localityKey',
  'regionKey',
  'postalCodeKey',
  'countryKey',
];

const bytesOf = (columns: readonly string[], prefix = '') =>
  columns.map((name) => `COALESCE(OCTET_LENGTH(${prefix}\`${name}\`), 0)`).join(' + ');

const OF_VALUES = `SELECT COALESCE(SUM(128 + ${bytesOf(VALUE_TEXTS, 'v.')}), 0) FROM \`user_values\` v
  WHERE v.\`accountId\` = \`users\`.\`accountId\` AND v.\`userId\` = \`users\`.\`id\``;

/**
 * The size of each user, and an upper bound for the users of an account: a large page is recognized before it is read.
 * Measures existing users as closely as SQL can.
 */
export class UserSizes1764000050000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await addColumn(queryRunner, 'users', ['size', 'integer NOT NULL DEFAULT 0']);
    await addColumn(queryRunner, 'accounts', ['largestUser', 'integer NOT NULL DEFAULT 0']);
    await queryRunner.query(`UPDATE \`users\` SET \`size\` = 1024 + ${bytesOf(USER_TEXTS)} + (${OF_VALUES})`);
    await queryRunner.query(
      `UPDATE \`accounts\` SET \`largestUser\` =
        (SELECT COALESCE(MAX(u.\`size\`), 0) FROM \`users\` u WHERE u.\`accountId\` = \`accounts\`.\`id\`)`,
    );
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await dropColumn(queryRunner, 'accounts', 'largestUser');
    await dropColumn(queryRunner, 'users', 'size');
  }
}
