import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, dropColumn } from './columns.js';

const TABLE = 'provisioning_events';
const COLUMNS: [name: string, definition: string][] = [
  ['subjectName', 'varchar(320) NULL'],
  ['subjectKey', 'varchar(128) NULL'],
  ['subjectEmail', 'varchar(128) NULL'],
  ['subjectExternalId', 'varchar(128) NULL'],
  ['subjectWords', 'text NULL'],
  ['refused', 'text NULL'],
];

/** Events keep the names of whom they are about, and the value that was refused. Earlier events have none. */
export class EventSubjects1764000120000 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const column of COLUMNS) await addColumn(queryRunner, TABLE, column);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const [name] of COLUMNS.toReversed()) await dropColumn(queryRunner, TABLE, name);
  }
}
