import 'reflect-metadata';
import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { createDatabase, DATABASES, type DatabaseKind } from '../databases.js';
import { readers } from './readers.js';
import { openStage, type Stage } from './stage.js';

const USAGE = `npx tsx test/bench/layers/main.ts [options]

Measures what one read costs with our statement builder, with Kysely, and with TypeORM's query builder and repository:
microseconds of CPU in this process. The readers take turns; the least of all rounds counts, because other programs on the machine only
add to it.

  --database mysql,sqlite   which databases (both)
  --server URL              MySQL or MariaDB server (TEST_DATABASE_URL, else mysql://root@127.0.0.1:3306)
  --rounds N                rounds of each reader (15)
`;

const DEFINED = {
  database: { type: 'string', default: DATABASES.join(',') },
  server: { type: 'string', default: process.env['TEST_DATABASE_URL'] || 'mysql://root@127.0.0.1:3306' },
  rounds: { type: 'string', default: '15' },
  help: { type: 'boolean', default: false },
} as const;

/** How long a reader runs in one round, in milliseconds of CPU. */
const ROUND_MS = 60;

/** Microseconds of CPU for one call of `read`. */
async function costOf(read: () => Promise<unknown>): Promise<number> {
  const start = process.cpuUsage();
  for (let calls = 1; ; calls++) {
    await read();
    const { user, system } = process.cpuUsage(start);
    if (user + system >= ROUND_MS * 1_000) return (user + system) / calls;
  }
}

async function measure(stage: Stage, rounds: number): Promise<string> {
  const lines = [];
  for (const { name, of } of readers(stage)) {
    const costs = new Map(of.map(({ layer }) => [layer, Infinity]));
    for (let round = 0; round < rounds; round++) {
      for (const { layer, read } of of) {
        costs.set(layer, Math.min(costs.get(layer) ?? Infinity, await costOf(read)));
      }
    }
    const [ours = 1] = costs.values();
    const cells = [...costs].map(
      ([layer, cost]) => `${layer} ${cost.toFixed(0)} (${(cost / ours).toFixed(1)})`,
    );
    lines.push(`${name}: ${cells.join(', ')}`);
  }
  return lines.join('\n');
}

async function run(kind: DatabaseKind, server: string, rounds: number): Promise<void> {
  const database = await createDatabase(kind, server);
  try {
    const stage = await openStage(database.url);
    try {
      console.log(`${database.version}, load ${loadavg()[0]?.toFixed(1)}\n${await measure(stage, rounds)}\n`);
    } finally {
      await stage.close();
    }
  } finally {
    await database.drop();
  }
}

const { values } = parseArgs({ options: DEFINED });
if (values.help) console.log(USAGE);
else {
  for (const kind of DATABASES.filter((each) => values.database.split(',').includes(each))) {
    await run(kind, values.server, Number(values.rounds));
  }
}
