import type { DataSource } from 'typeorm';
import { Account } from '../../../src/accounts/account.entity.js';
import { newId } from '../../../src/common/identifier.js';
import { loadSettings } from '../../../src/config/load-settings.js';
import { dataSourceOptions } from '../../../src/data-source.js';
import { Organization } from '../../../src/organizations/organization.entity.js';
import { AccountQueues } from '../../../src/platform/database/account-queues.js';
import { DatabaseConnections } from '../../../src/platform/database/connections/database-connections.js';
import { migrate, openDataSource } from '../../../src/platform/database/connections/migrate.js';
import { not, idIs } from '../../../src/platform/database/sql/predicate.js';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work.js';
import { User } from '../../../src/users/user.entity.js';
import { fillAccount } from '../seed.js';

const USERS = 1_000;

/** A database with an account of a thousand users, who have one manager. */
export interface Stage {
  dataSource: DataSource;
  connections: DatabaseConnections;
  unitOfWork: UnitOfWork;
  accountId: string;
  userId: string;
  close(): Promise<void>;
}

/** Migrates and fills the empty database. */
export async function openStage(databaseUrl: string): Promise<Stage> {
  const settings = loadSettings({ DATABASE_URL: databaseUrl });
  const dataSource = await openDataSource(await dataSourceOptions(settings.database));
  await migrate(dataSource);
  const connections = new DatabaseConnections(dataSource, dataSource);
  const unitOfWork = new UnitOfWork(connections, new AccountQueues(connections));
  const [accountId, organizationId] = [newId(), newId()];
  const now = new Date().toISOString();
  await unitOfWork.writePlatform(async (tx) => {
    const account = {
      id: accountId,
      slug: 'bench',
      name: 'Bench',
      nameKey: 'bench',
      largestUser: 0,
      roleSweeps: 0,
    };
    await tx.insert(Account, [{ ...account, createdAt: now }]);
    await tx
      .within(accountId)
      .insert(Organization, [
        { id: organizationId, name: 'Bench', nameKey: 'bench', version: 1, createdAt: now, updatedAt: now },
      ]);
  });
  const { people } = await fillAccount(
    unitOfWork,
    { accountId, organizationId },
    { users: USERS, groups: [] },
  );
  const [manager, user] = people;
  if (!manager || !user) throw new Error('the account has no users');
  await unitOfWork.write(accountId, (tx) =>
    tx.update(User, { managerId: manager.id }, not(idIs(manager.id))),
  );
  const close = async () => {
    connections.onApplicationShutdown();
    await dataSource.destroy();
  };
  return { dataSource, connections, unitOfWork, accountId, userId: user.id, close };
}
