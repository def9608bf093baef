import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, createIndex, dropColumn, dropIndex, index } from './columns.js';

const TABLE = 'audit_entries';
const COLUMNS: [name: string, definition: string][] = [
  ['actorKind', 'varchar(16) NULL'],
  ['actorId', 'varchar(36) NULL'],
  ['via', 'varchar(8) NULL'],
  ['address', 'varchar(64) NULL'],
  ['subjectType', 'varchar(16) NULL'],
  ['subjectId', 'varchar(36) NULL'],
  ['subjectName', 'varchar(320) NULL'],
  ['changes', 'text NULL'],
];
const INDICES = [
  index('ix_audit_entries_action', 'accountId', 'action', 'id'),
  index('ix_audit_entries_actor', 'accountId', 'actor', 'id'),
  index('ix_audit_entries_actor_id', 'accountId', 'actorId', 'id'),
  index('ix_audit_entries_subject', 'accountId', 'subjectId', 'id'),
];

/** The audit trail records the channel, the address, the subject and the changes of every action. */
export class AuditSubjects1764000070001 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    for (const column of COLUMNS) await addColumn(queryRunner, TABLE, column);
    for (const each of INDICES) await createIndex(queryRunner, TABLE, each);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const each of INDICES.toReversed()) await dropIndex(queryRunner, TABLE, each);
    for (const [name] of COLUMNS.toReversed()) await dropColumn(queryRunner, TABLE, name);
  }
}
