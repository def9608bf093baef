import {
  DummyDriver,
  Kysely,
  MysqlAdapter,
  MysqlIntrospector,
  MysqlQueryCompiler,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type CompiledQuery,
  type Dialect,
} from 'kysely';
import { IsNull } from 'typeorm';
import { idIs } from '../../../src/platform/database/sql/predicate.js';
import type { Scalar } from '../../../src/platform/database/sql/columns.js';
import { UserBlocks } from '../../../src/users/user-blocks.service.js';
import { USER_COLUMNS } from '../../../src/users/user-fields.js';
import { User } from '../../../src/users/user.entity.js';
import { UsersService } from '../../../src/users/users.service.js';
import type { Stage } from './stage.js';

/** One way of reading the same rows. */
export interface Reader {
  layer: string;
  read: () => Promise<unknown>;
}

/** What is read, and the readers, ours first. */
export interface Reading {
  name: string;
  of: readonly Reader[];
}

const PAGE = 100;

const COLUMNS = ['id', 'size', 'version', 'createdAt', 'updatedAt', ...USER_COLUMNS] as const;

/** One user, and a page of users, with the names of the organization and the manager. */
export function readers(stage: Stage): Reading[] {
  return [
    {
      name: 'one user with two joins',
      of: [
        { layer: 'our builder', read: ourRead(stage, { where: idIs(stage.userId) }) },
        { layer: 'Kysely', read: kyselyRead(stage, { id: stage.userId }) },
        { layer: 'query builder', read: queryBuilderRead(stage, { id: stage.userId }) },
        { layer: 'findOne with two relations', read: findRead(stage, { id: stage.userId }) },
      ],
    },
    {
      name: `a page of ${PAGE} users with two joins`,
      of: [
        { layer: 'our builder', read: ourRead(stage, { orderBy: [{ column: 'id' }], limit: PAGE }) },
        { layer: 'Kysely', read: kyselyRead(stage, {}) },
        { layer: 'query builder', read: queryBuilderRead(stage, {}) },
        { layer: 'find with two relations', read: findRead(stage, {}) },
      ],
    },
  ];
}

type Wanted = { id?: string };

function ourRead({ unitOfWork, accountId }: Stage, selection: Parameters<UsersService['select']>[1]) {
  const users = new UsersService(new UserBlocks());
  return () => unitOfWork.read(accountId, (tx) => users.select(tx, selection, { values: false }));
}

type Row = Record<string, Scalar>;
type Tables = { users: Row; organizations: Row };

/** Kysely writes the text; it runs as ours does: in a unit of work, prepared, on the same connections. */
function kyselyRead({ connections, dataSource, accountId }: Stage, { id }: Wanted) {
  const isSqlite = dataSource.options.type === 'better-sqlite3';
  const kysely = new Kysely<Tables>({ dialect: isSqlite ? SQLITE : MYSQL });
  const write = (): CompiledQuery => {
    const joined = kysely
      .selectFrom('users as u')
      .innerJoin('organizations as o', (join) =>
        join.onRef('o.accountId', '=', 'u.accountId').onRef('o.id', '=', 'u.organizationId'),
      )
      .leftJoin('users as m', (join) =>
        join
          .onRef('m.accountId', '=', 'u.accountId')
          .onRef('m.id', '=', 'u.managerId')
          .on('m.deletedAt', 'is', null),
      )
      .select(COLUMNS.map((name) => `u.${name}` as const))
      .select(['o.name as organizationLabel', 'm.displayName as managerDisplayName'])
      .where('u.accountId', '=', accountId)
      .where('u.deletedAt', 'is', null);
    const wanted = id === undefined ? joined.orderBy('u.id').limit(PAGE) : joined.where('u.id', '=', id);
    return wanted.compile();
  };
  return () =>
    connections.read((runner) => {
      const { sql, parameters } = write();
      return runner.query(sql, parameters as Scalar[]);
    });
}

const DRIVER = { createDriver: () => new DummyDriver() };
const MYSQL: Dialect = {
  ...DRIVER,
  createAdapter: () => new MysqlAdapter(),
  createIntrospector: (kysely) => new MysqlIntrospector(kysely),
  createQueryCompiler: () => new MysqlQueryCompiler(),
};
const SQLITE: Dialect = {
  ...DRIVER,
  createAdapter: () => new SqliteAdapter(),
  createIntrospector: (kysely) => new SqliteIntrospector(kysely),
  createQueryCompiler: () => new SqliteQueryCompiler(),
};

function queryBuilderRead({ dataSource, accountId }: Stage, { id }: Wanted) {
  return () => {
    const query = dataSource
      .createQueryBuilder(User, 'u')
      .select(COLUMNS.map((name) => `u.${name}`))
      .innerJoin('u.organization', 'o')
      .leftJoin('u.manager', 'm', 'm.deletedAt IS NULL')
      .addSelect(['o.name', 'm.displayName'])
      .where('u.accountId = :accountId AND u.deletedAt IS NULL', { accountId });
    const wanted =
      id === undefined ? query.orderBy('u.id').limit(PAGE) : query.andWhere('u.id = :id', { id });
    return wanted.getRawMany();
  };
}

function findRead({ dataSource, accountId }: Stage, { id }: Wanted) {
  const users = dataSource.getRepository(User);
  const relations = { organization: true, manager: true };
  const where = { accountId, deletedAt: IsNull() };
  return id === undefined
    ? () => users.find({ where, relations, order: { id: 'ASC' }, take: PAGE })
    : () => users.findOne({ where: { ...where, id }, relations });
}
