import 'reflect-metadata';
import type { DataSource } from 'typeorm';
import { newId } from '../../src/common/identifier.js';
import { foldKey } from '../../src/common/fold-key.js';
import { loadSettings } from '../../src/config/load-settings.js';
import { dataSourceOptions } from '../../src/data-source.js';
import { DatabaseConnections } from '../../src/platform/database/connections/database-connections.js';
import { openDataSource } from '../../src/platform/database/connections/migrate.js';
import { AccountQueues } from '../../src/platform/database/account-queues.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { Group } from '../../src/groups/group.entity.js';
import { GroupMember } from '../../src/groups/group-member.entity.js';
import { readDocument } from '../../src/scim/protocol/document.js';
import { USER } from '../../src/scim/protocol/schema/registry.js';
import { toFields } from '../../src/scim/resources/user-mapper.js';
import { UserBlocks } from '../../src/users/user-blocks.service.js';
import { shownNameKey } from '../../src/users/shown-name.js';
import { User } from '../../src/users/user.entity.js';
import { userColumns, valueRows } from '../../src/users/user-columns.js';
import { EMPTY_FIELDS } from '../../src/users/user-fields.js';
import { sizeWithin } from '../../src/users/user-size.js';
import type { UserBlockIndex } from '../../src/users/user-block-index.js';
import { UserValue } from '../../src/users/user-value.entity.js';
import { identityOf, nameOf, personBody, planGroups, type Person } from './people.js';
import type { Entity } from '../../src/platform/database/sql/columns.js';
import type { NewRow } from '../../src/platform/database/sql/selection.js';

/** The people of a data set, and its groups with their members' ids. */
export interface DataSet {
  people: Person[];
  groups: { id: string; displayName: string; members: string[] }[];
  /** What the account's blocks of users tell. */
  blockIndex: UserBlockIndex;
}

/** Says how much is done, for whoever waits. */
export type Progress = (done: number, of: number, what: string) => void;

export interface Account {
  accountId: string;
  organizationId: string;
}

/** How many users, and how large the groups of which there is one each. */
export interface Plan {
  users: number;
  groups: readonly number[];
}

/** Rows in one transaction. */
const PORTION = 2_000;

const TABLES = ['users', 'user_values', 'groups', 'group_members'];
const LISTED = TABLES.map((name) => `\`${name}\``).join(', ');

/**
 * Fills an account of the database with rows such as the program makes of the same people over SCIM, without its
 * requests: hundreds of thousands of rows in less than a minute.
 */
export async function seed(
  databaseUrl: string,
  account: Account,
  plan: Plan,
  progress: Progress,
): Promise<DataSet> {
  const settings = loadSettings({ DATABASE_URL: databaseUrl });
  const source = await openDataSource(await dataSourceOptions(settings.database));
  try {
    const connections = new DatabaseConnections(source, source);
    const work = new UnitOfWork(connections, new AccountQueues(connections));
    const data = await fillAccount(work, account, plan, progress);
    await analyze(source);
    return data;
  } finally {
    await source.destroy();
  }
}

/** Puts people and groups into an account. */
export async function fillAccount(
  work: UnitOfWork,
  account: Account,
  plan: Plan,
  progress: Progress = () => undefined,
): Promise<DataSet> {
  const insert: Insert = (entity, rows) => work.write(account.accountId, (tx) => tx.insert(entity, rows));
  const people = await addPeople(insert, account, plan.users, progress);
  const blocks = new UserBlocks();
  // The server does so by itself, soon after it has come upon an account that has grown.
  while (await work.write(account.accountId, (tx) => blocks.close(tx)));
  const blockIndex = await work.read(account.accountId, (tx) => blocks.index(tx));
  return { people, groups: await addGroups(insert, people, plan.groups, progress), blockIndex };
}

/**
 * Lets a MySQL or MariaDB server count its rows, as it would by itself some time after so many changes. With `exactly`, it puts
 * the rows in order, and reads all pages instead of a random sample, and never again by itself, so that it always chooses the same
 * plans.
 */
export async function analyze(source: DataSource, { exactly = false } = {}): Promise<void> {
  if (source.options.type === 'better-sqlite3') return;
  if (exactly) {
    for (const name of TABLES)
      await source.query(`ALTER TABLE \`${name}\` STATS_SAMPLE_PAGES = 10000, STATS_AUTO_RECALC = 0, FORCE`);
  }
  await source.query(`ANALYZE TABLE ${LISTED}`);
}

/**
 * Lets a MySQL or MariaDB server open the tables anew. In a table that stays open, MariaDB keeps some of what it found for
 * the last statement, so that the next plan depends on which open table it gets.
 */
export async function reopenTables(source: DataSource): Promise<void> {
  if (source.options.type !== 'better-sqlite3') await source.query(`FLUSH TABLES ${LISTED}`);
}

type Insert = <T>(entity: Entity<T>, rows: readonly NewRow<T>[]) => Promise<void>;

async function addPeople(
  insert: Insert,
  { organizationId }: Account,
  count: number,
  progress: Progress,
): Promise<Person[]> {
  const people: Person[] = [];
  while (people.length < count) {
    const users: NewRow<User>[] = [];
    const values: NewRow<UserValue>[] = [];
    for (let left = Math.min(PORTION, count - people.length); left > 0; left--) {
      const id = newId();
      const name = nameOf(people.length);
      const { values: elements, ...fields } = toFields(
        readDocument(USER, personBody(name, people.length)).document,
      );
      const user = { ...EMPTY_FIELDS, ...fields, organizationId };
      const size = sizeWithin({ ...user, values: elements });
      const row = { ...userColumns(user), shownNameKey: shownNameKey(user), size };
      users.push({ id, version: 1, ...stamps(), ...row, passwordHash: null });
      values.push(...valueRows(id, elements));
      people.push({ id, ...identityOf(name) });
    }
    await insert(User, users);
    await insert(UserValue, values);
    progress(people.length, count, 'users');
  }
  return people;
}

async function addGroups(
  insert: Insert,
  people: readonly Person[],
  sizes: readonly number[],
  progress: Progress,
): Promise<DataSet['groups']> {
  const groups = planGroups(people.length, sizes).map(({ displayName, members }) => ({
    id: newId(),
    displayName,
    members: members.flatMap((index) => people[index]?.id ?? []),
  }));
  await insert(
    Group,
    groups.map(({ id, displayName, members }) => {
      const names = { displayName, displayNameKey: foldKey(displayName), externalId: null };
      return { id, ...names, approves: false, memberCount: members.length, version: 1, ...stamps() };
    }),
  );
  const rows = groups.flatMap(({ id: groupId, members }) =>
    members.map((userId) => ({ groupId, userId, createdAt: new Date().toISOString() })),
  );
  for (let done = 0; done < rows.length; done += PORTION) {
    await insert(GroupMember, rows.slice(done, done + PORTION));
    progress(Math.min(done + PORTION, rows.length), rows.length, 'memberships');
  }
  return groups;
}

function stamps(): { createdAt: string; updatedAt: string } {
  const now = new Date().toISOString();
  return { createdAt: now, updatedAt: now };
}
