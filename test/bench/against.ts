import { join, resolve } from 'node:path';
import { readingCases, titleCase, writingCases, type Case } from './cases.js';
import { createDatabase, type DatabaseKind } from './databases.js';
import { provision } from './foreign.js';
import { Client, percentile } from './load.js';
import { measureInTurn, type Row, type Target } from './measure.js';
import type { BenchOptions } from './options.js';
import type { Section } from './report.js';
import { makeAccount, startProgram } from './service.js';

/** Connections of each client: as many as a case has requests at once. */
const CONNECTIONS = 64;

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
        const other = { ...theirs.target, next: same.next };
        const measured = await measureInTurn(each, ours.target, other, options);
        const { ours: figures, theirs: others, multiples } = measured;
        rows.push({ name: each.name, figures, other: others, note: noteOf(multiples) });
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

/** The median, with the lowest and the highest. */
function noteOf(multiples: readonly number[]): string {
  const [lowest, middle, highest] = [0, 0.5, 1].map((share) => percentile(multiples, share).toFixed(2));
  return `× ${middle} (${lowest} to ${highest})`;
}
