import { join, resolve } from 'node:path';
import { readingCases, titleCase, writingCases, type Case } from './cases.js';
import { createDatabase, type DatabaseKind } from './databases.js';
import { provision } from './foreign.js';
import { Client, percentile } from './load.js';
import { Tally, type Row, type Target } from './measure.js';
import type { BenchOptions } from './options.js';
import type { Section } from './report.js';
import { makeAccount, startProgram } from './service.js';

/** Connections of each client: as many as a case has requests at once. */
const CONNECTIONS = 64;
/** Rounds that bring both programs to their speed before the counted ones. */
const WARM_UPS = 2;

/** What is measured, and how its progress is told. */
interface Plan {
  kind: DatabaseKind;
  users: number;
  say: (text: string) => void;
  isWanted: (name: string) => boolean;
}

/** A running program on a database of its own. */
interface Contestant {
  version: string;
  target: Target;
  cases: Case[];
  leave: () => Promise<void>;
}

/**
 * Measures this build in turn with that of another checkout. Each fills a database of its own by requests, so that
 * their tables may differ. The note of a row has the CPU time of program and database as a multiple of the other's:
 * the median of the rounds, with the lowest and the highest. Throws if the other checkout is not built, or if a
 * request fails.
 */
export async function compareWith(checkout: string, options: BenchOptions, plan: Plan): Promise<Section> {
  const ours = await enter(options, plan);
  try {
    const theirs = await enter(options, plan, join(resolve(checkout), 'dist'));
    try {
      const rows: Row[] = [];
      for (const each of ours.cases.filter(({ name }) => plan.isWanted(name))) {
        const same = theirs.cases.find(({ name }) => name === each.name);
        if (!same) continue;
        plan.say(each.name);
        const turns: [Turn, Turn] = [turnOf(ours, each, options), turnOf(theirs, same, options)];
        rows.push(await compareCase(each.name, turns, options.rounds));
      }
      return { database: ours.version, users: plan.users, beside: 'other', rows };
    } finally {
      await theirs.leave();
    }
  } finally {
    await ours.leave();
  }
}

async function enter(options: BenchOptions, plan: Plan, built?: string): Promise<Contestant> {
  const database = await createDatabase(plan.kind, options.server);
  const program = built === undefined ? {} : { built };
  const side = built === undefined ? 'here' : 'other';
  const profile = options.profile === undefined ? undefined : join(options.profile, side);
  const { authorization } = await makeAccount(database, program);
  const server = await startProgram(database, { ...program, profile });
  const client = new Client(`${server.url}/SCIM/v2`, { authorization }, CONNECTIONS);
  const leave = async () => {
    await client.close();
    await server.stop();
    await database.drop();
  };
  try {
    const sizes = options.groups.filter((size) => size <= plan.users);
    const data = await provision(client, { users: plan.users, groups: sizes }, (done, of, what) =>
      plan.say(`${done} of ${of} ${what}`),
    );
    const { seconds, concurrency } = options;
    const stage = { client, data, sizes, seconds, concurrency, authorization };
    const cases = [...(await readingCases(stage)), titleCase(stage), ...writingCases(stage)];
    return {
      version: database.version,
      target: { client, pid: server.pid, databasePid: database.pid },
      cases,
      leave,
    };
  } catch (error) {
    await leave();
    throw error;
  }
}

/** A case on one of the programs. */
interface Turn {
  total: Tally;
  /** Measures a round into a tally, and returns its CPU ms a request. */
  take: (tally: Tally) => Promise<number>;
}

function turnOf({ target }: Contestant, { next, concurrency }: Case, pace: BenchOptions): Turn {
  const load = { concurrency: concurrency ?? pace.concurrency, seconds: pace.seconds, next };
  return { total: new Tally(target), take: (tally) => tally.add(() => target.client.load(load)) };
}

async function compareCase(name: string, [ours, theirs]: [Turn, Turn], rounds: number): Promise<Row> {
  for (let round = 0; round < WARM_UPS; round++) {
    await theirs.take(theirs.total.fresh());
    await ours.take(ours.total.fresh());
  }
  const multiples: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const other = await theirs.take(theirs.total);
    multiples.push((await ours.take(ours.total)) / other);
  }
  return { name, figures: ours.total.figures(), other: theirs.total.figures(), note: noteOf(multiples) };
}

/** The median, with the lowest and the highest. */
function noteOf(multiples: readonly number[]): string {
  const [lowest, middle, highest] = [0, 0.5, 1].map((share) => percentile(multiples, share).toFixed(2));
  return `× ${middle} (${lowest} to ${highest})`;
}
