import type { MigrationInterface, QueryRunner } from 'typeorm';
import { addColumn, dropColumn } from './columns.js';

/** By which name a client sent the manager who is not there yet. */
export class ManagerByValue1764000080011 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await addColumn(queryRunner, 'users', ['managerByValue', 'boolean NOT NULL DEFAULT 0']);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await dropColumn(queryRunner, 'users', 'managerByValue');
  }
}
