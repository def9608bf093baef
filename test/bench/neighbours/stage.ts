import { randomUUID } from 'node:crypto';
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import type { ServerProcess } from '../../support/processes.js';
import { connectionsTable } from '../../support/lanes.js';
import type { BenchDatabase } from '../databases.js';
import { Client } from '../load.js';
import { seed } from '../seed.js';
import { makeAccount, startProgram, type BenchAccount } from '../service.js';
import type { Attacker } from './attacks.js';
import type { Neighbour } from './neighbour.js';

/** How large the attacker's account is. */
export interface Size {
  users: number;
  /** How many groups have all of the users in them. */
  groups: number;
}

/** A built program with two accounts on one database. */
export interface NeighbourStage {
  server: ServerProcess;
  attacker: Attacker;
  neighbour: Neighbour;
  close: () => Promise<void>;
}

const NEIGHBOURS = 1_000;
const CONNECTIONS = 3;

export async function openStage(
  database: Pick<BenchDatabase, 'url'>,
  size: Size,
  program: { built?: string; profile?: string | undefined } = {},
): Promise<NeighbourStage> {
  const attacking = await makeAccount(database, { ...program, name: 'attacker' });
  const neighbouring = await makeAccount(database, { ...program, name: 'neighbour' });
  const groups = Array.from({ length: size.groups }, () => size.users);
  const attackers = await seed(database.url, attacking, { users: size.users, groups }, () => undefined);
  const people = await seed(database.url, neighbouring, { users: NEIGHBOURS, groups: [10] }, () => undefined);
  const server = await startProgram(database, program);
  const { authorization } = neighbouring;
  const client = new Client(`${server.url}/SCIM/v2`, { authorization }, CONNECTIONS);
  const inAll = attackers.groups.filter(({ members }) => members.length === size.users);
  return {
    server,
    attacker: {
      origin: server.url,
      authorization: attacking.authorization,
      employee: await addEmployee(server.url, attacking),
      slug: 'attacker',
      userIds: attackers.people.map(({ id }) => id),
      groupIds: inAll.map(({ id }) => id),
    },
    neighbour: { client, users: people.people, groupId: people.groups.at(-1)?.id ?? '' },
    close: async () => {
      await client.close();
      await server.stop();
    },
  };
}

/** An active user without the role of an administrator, who logs in by password. */
async function addEmployee(origin: string, { authorization }: BenchAccount): Promise<string> {
  const login = { userName: 'employee@attacker.example', password: randomUUID() };
  const client = new Client(`${origin}/SCIM/v2`, { authorization }, 1);
  await client.send({ method: 'POST', path: '/Users', body: JSON.stringify(login), status: 201 });
  await client.close();
  return `Basic ${Buffer.from(`${login.userName}:${login.password}`).toString('base64')}`;
}

/** The statements that a database server runs at the moment on a database, but for the question itself. SQLite has no server: its work shows in the program's use of the processor. */
export async function runningStatements({ url }: Pick<BenchDatabase, 'url'>): Promise<string[]> {
  if (url.startsWith('sqlite:')) return [];
  const connection = await createConnection({ uri: url });
  try {
    const [[facts]] = await connection.query<RowDataPacket[]>('SELECT VERSION() AS version');
    const name = /mariadb/i.test(String(facts?.['version'])) ? 'mariadb' : 'mysql';
    const [rows] = await connection.query<RowDataPacket[]>(
      `SELECT LEFT(c.info, 100) AS statement FROM ${connectionsTable({ name })} c
      WHERE c.db = DATABASE() AND c.command IN ('Query', 'Execute') AND c.id <> CONNECTION_ID()`,
    );
    return rows.map((row) => String(row['statement']));
  } finally {
    await connection.end();
  }
}
