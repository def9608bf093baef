import { compareWith } from './against.js';
import { BareService } from './bare-service.js';
import { readingCases, writingCases, type Stage } from './cases.js';
import { createDatabase, type BenchDatabase, type DatabaseKind } from './databases.js';
import { provision, withdraw } from './foreign.js';
import { JOURNEYS, OWN_JOURNEYS } from './journeys.js';
import { measureJournal } from './journal.js';
import { Client } from './load.js';
import { measureCase, type BareTarget, type Row, type Target } from './measure.js';
import { readOptions, USAGE, type BenchOptions } from './options.js';
import { memoryOf } from './process-usage.js';
import { table, writeJson, type Section } from './report.js';
import { makeAccount, startProgram, type BenchAccount } from './service.js';
import { seed } from './seed.js';
import { undoDespiteKills } from './undo.js';

/** Shown while the bench runs, and gone at its end: the table stands alone on standard output. */
function say(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001B[K${text}`);
  else process.stderr.write(`${text}\n`);
}

/** Connections of the driver; cases use as many of them as they have requests under way. */
const CONNECTIONS = 64;

async function benchProgram(options: BenchOptions, kind: DatabaseKind, users: number): Promise<Section> {
  const sizes = options.groups.filter((size) => size <= users);
  const database = await createDatabase(kind, options.server);
  try {
    const account = await makeAccount(database);
    const data = await seed(database.url, account, { users, groups: sizes }, (done, of, what) => {
      if (done === of || done % 10_000 === 0) say(`${database.version}: ${done} of ${of} ${what}`);
    });
    const { seconds, concurrency } = options;
    const stage = { data, sizes, seconds, concurrency, authorization: account.authorization };
    const rows = await measureProgram(options, stage, database, account);
    // Only when no other program is left that could go on with the undo.
    if (isWanted(options, 'undo despite kills')) rows.push(...(await undoDespiteKills(database, stage)));
    return { database: database.version, users, beside: 'bare', rows };
  } finally {
    await database.drop();
  }
}

async function measureProgram(
  options: BenchOptions,
  setting: Omit<Stage, 'client'>,
  database: BenchDatabase,
  account: BenchAccount,
): Promise<Row[]> {
  const server = await startProgram(database, { profile: options.profile });
  const bare = await BareService.start(database, account);
  const { authorization } = setting;
  const client = new Client(`${server.url}/SCIM/v2`, { authorization }, CONNECTIONS);
  try {
    const target = { client, pid: server.pid, databasePid: database.pid };
    const stage = { ...setting, client };
    const rows = [
      { name: 'start to ready', figures: undefined, note: `${(server.readyMs / 1_000).toFixed(2)} s` },
      ...(await measureAll(options, stage, target, bare)),
    ];
    if (isWanted(options, 'journal of PATCH')) {
      rows.push(...(await measureJournal(database, target, stage, options)));
    }
    return [...rows, { name: 'memory after all', figures: undefined, note: memoryNote(server.pid) }];
  } finally {
    await client.close();
    await server.stop();
    await bare.stop();
  }
}

/** This build, beside the bare server or another build. */
function benchOwn(options: BenchOptions, kind: DatabaseKind, users: number): Promise<Section> {
  if (options.against === undefined) return benchProgram(options, kind, users);
  const wanted = (name: string) => isWanted(options, name);
  return compareWith(options.against, options, { kind, users, say, isWanted: wanted });
}

async function benchForeign(options: BenchOptions, url: string, users: number): Promise<Section> {
  const { authorization = '' } = options;
  const client = new Client(url, authorization === '' ? {} : { authorization }, CONNECTIONS);
  const sizes = options.groups.filter((size) => size <= users);
  const progress = (done: number, of: number, what: string) => say(`${url}: ${done} of ${of} ${what}`);
  const data = await provision(client, { users, groups: sizes }, progress);
  try {
    const target = { client, pid: options.pid, databasePid: undefined };
    const { seconds, concurrency } = options;
    const stage = { client, data, sizes, seconds, concurrency, authorization };
    return {
      database: url,
      users,
      beside: 'bare',
      rows: await measureAll(options, stage, target, undefined),
    };
  } finally {
    await withdraw(client, data);
    await client.close();
  }
}

async function measureAll(
  options: BenchOptions,
  stage: Stage,
  target: Target,
  bare: BareTarget | undefined,
): Promise<Row[]> {
  const rows: Row[] = [];
  const measure = async (cases: Awaited<ReturnType<typeof readingCases>>) => {
    for (const each of cases.filter(({ name }) => isWanted(options, name))) {
      say(each.name);
      rows.push(await measureCase(each, target, bare, options));
    }
  };
  await measure(await readingCases(stage));
  await measure(writingCases(stage));
  for (const journey of [...JOURNEYS, ...(bare ? OWN_JOURNEYS : [])].filter(({ name }) =>
    isWanted(options, name),
  )) {
    say(journey.name);
    rows.push(...(await journey.run(target, stage)));
  }
  say('');
  return rows;
}

function isWanted({ only }: BenchOptions, name: string): boolean {
  return only === undefined || name.includes(only);
}

function memoryNote(pid: number | undefined): string {
  const memory = memoryOf(pid);
  return memory ? `${memory.now.toFixed(0)} MB, peak ${memory.peak.toFixed(0)} MB` : 'n/a';
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (!options) {
    process.stdout.write(USAGE);
    return;
  }
  const sections: Section[] = [];
  const finish = (section: Section) => {
    sections.push(section);
    process.stdout.write(`${table(section)}\n`);
    writeJson(options.json ?? 'data/bench.json', sections);
  };
  for (const users of options.users) {
    if (options.url !== undefined) finish(await benchForeign(options, options.url, users));
    else for (const kind of options.databases) finish(await benchOwn(options, kind, users));
  }
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
