import { Injectable } from '@nestjs/common';
import type { EntityMetadata } from 'typeorm';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import { Connections } from '../platform/database/connections/connections.js';
import {
  all,
  compare,
  equal,
  isIn,
  present,
  allOf,
  anyOf,
  type Where,
} from '../platform/database/sql/predicate.js';
import { UnitOfWork } from '../platform/database/unit-of-work.js';
import { Organization } from '../organizations/organization.entity.js';
import { User } from '../users/user.entity.js';
import type { Entity, Scalar } from '../platform/database/sql/columns.js';

/** How many rows are deleted in one transaction. */
const ROWS_AT_ONCE = 500;

type Row = Record<string, Scalar>;
type AnyEntity = Entity<Row>;

/** A table that accounts own, and its key columns besides the account's. */
interface OwnedTable {
  entity: AnyEntity;
  keys: readonly string[];
}

/** Deletes everything that an account owns. The tables are derived from the entities, so that none is forgotten. */
@Injectable()
export class OwnedRows {
  constructor(
    private readonly connections: Connections,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** Deletes the account's rows from every table, in batches, referring tables first. */
  async remove(accountId: string): Promise<void> {
    await this.unlink(accountId, User as Entity<unknown> as AnyEntity, 'managerId');
    await this.unlink(accountId, Organization as Entity<unknown> as AnyEntity, 'parentId');
    for (const table of ownedTables(this.connections.dataSource.entityMetadatas)) {
      while (await this.unitOfWork.write(accountId, (tx) => deleteBatch(tx, table)));
    }
  }

  /** Clears references between rows of the same table, which would block their deletion. */
  private async unlink(accountId: string, entity: AnyEntity, column: string): Promise<void> {
    for (let found = ROWS_AT_ONCE; found === ROWS_AT_ONCE;) {
      found = await this.unitOfWork.write(accountId, async (scope) => {
        const tx = scope.withDeleted();
        const rows = await tx.select(entity, {
          columns: ['id'],
          where: present(column),
          limit: ROWS_AT_ONCE,
        });
        const ids = rows.flatMap(({ id }) => id ?? []);
        if (ids.length > 0) await tx.update(entity, { [column]: null }, isIn<string, Scalar>('id', ids));
        return ids.length;
      });
    }
  }
}

/** Returns whether there may be more. */
async function deleteBatch(scope: AccountTransaction, { entity, keys }: OwnedTable): Promise<boolean> {
  const tx = scope.withDeleted();
  if (keys.length === 0) {
    await tx.delete(entity, all());
    return false;
  }
  const rows = await tx.select(entity, {
    columns: keys,
    orderBy: keys.map((column) => ({ column })),
    limit: ROWS_AT_ONCE,
  });
  const last = rows.at(-1);
  if (!last) return false;
  await tx.delete(entity, upTo(last, keys));
  return rows.length === ROWS_AT_ONCE;
}

/** The rows up to `last`, in the order of the keys. */
function upTo(last: Row, keys: readonly string[]): Where<Row> {
  return anyOf(
    keys.map((key, index) =>
      allOf([
        ...keys.slice(0, index).map((before) => equal(before, last[before] ?? null)),
        compare(key, index === keys.length - 1 ? '<=' : '<', last[key] ?? null),
      ]),
    ),
  );
}

/** The tables in an order in which they can be emptied: a table comes before those that it refers to. */
function ownedTables(metadatas: readonly EntityMetadata[]): OwnedTable[] {
  const left = new Set(metadatas.filter(({ columns }) => columns.some(isAccount)));
  const sorted: OwnedTable[] = [];
  while (left.size > 0) {
    const referred = new Set(
      [...left].flatMap((table) =>
        table.foreignKeys.flatMap(({ referencedEntityMetadata: other }) => (other === table ? [] : other)),
      ),
    );
    const free = [...left].filter((table) => !referred.has(table));
    if (free.length === 0) throw new TypeError('Tables that accounts own refer to each other in a circle.');
    for (const metadata of free) {
      left.delete(metadata);
      const keys = metadata.primaryColumns.filter((column) => !isAccount(column));
      sorted.push({
        entity: metadata.target as AnyEntity,
        keys: keys.map(({ databaseName }) => databaseName),
      });
    }
  }
  return sorted;
}

function isAccount({ databaseName }: { databaseName: string }): boolean {
  return databaseName === 'accountId';
}
