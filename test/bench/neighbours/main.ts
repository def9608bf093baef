import { parseArgs } from 'node:util';
import { createDatabase, DATABASES } from '../databases.js';
import { ATTACKS } from './attacks.js';
import { KINDS, observe, p99Of, type Observed } from './neighbour.js';
import { leftover, underAttack, type Leftover, type Outcome } from './run.js';
import { openStage } from './stage.js';

const USAGE = `npm run bench:neighbours -- [options]

Measures what an account notices while another one does the worst that the limits allow.

  --database mysql,sqlite   which databases (both)
  --server URL              MySQL or MariaDB server (TEST_DATABASE_URL, else mysql://root@127.0.0.1:3306)
  --users N                 users of the attacker's account (20000)
  --groups N                its groups with all of them (50)
  --seconds N               length of each attack (10)
  --only TEXT               only attacks whose name holds TEXT; may be repeated
  --profile FOLDER          writes a CPU profile of the program there
`;

const DEFINED = {
  database: { type: 'string', default: DATABASES.join(',') },
  server: { type: 'string', default: process.env['TEST_DATABASE_URL'] || 'mysql://root@127.0.0.1:3306' },
  users: { type: 'string', default: '20000' },
  groups: { type: 'string', default: '50' },
  seconds: { type: 'string', default: '10' },
  only: { type: 'string', multiple: true },
  profile: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const;

const HEADINGS = ['attack', ...KINDS, 'failed', 'memory', 'attacker', 'after 5 s'];

function row(
  quiet: Observed,
  { attack, during, answers, memory }: Outcome,
  { running, busy }: Leftover,
): string {
  const ratios = KINDS.map((kind) => {
    const [usual, now] = [p99Of(quiet, kind), p99Of(during, kind)];
    return `${now.toFixed(0)} ms (× ${(now / usual).toFixed(1)})`;
  });
  const answered = Object.entries(answers).map(([status, count]) => `${count} × ${status}`);
  const left = [...running, ...(busy > 0.1 ? [`${(busy * 100).toFixed(0)} % CPU`] : [])];
  const cells = [
    attack,
    ...ratios,
    String(during.failures.length),
    `${memory.toFixed(0)} MB`,
    answered.join(', '),
    left.join('; ') || 'nothing',
  ];
  return `| ${cells.join(' | ')} |`;
}

async function main(): Promise<void> {
  const { values } = parseArgs({ options: DEFINED, allowPositionals: false });
  if (values.help) {
    process.stdout.write(USAGE);
    return;
  }
  const texts = values.only ?? [''];
  const seconds = Number(values.seconds);
  const size = { users: Number(values.users), groups: Number(values.groups) };
  for (const kind of DATABASES.filter((each) => values.database.split(',').includes(each))) {
    const database = await createDatabase(kind, values.server);
    try {
      const stage = await openStage(database, size, { profile: values.profile });
      try {
        await observe(stage.neighbour, seconds / 4);
        const quiet = await observe(stage.neighbour, seconds);
        const usual = KINDS.map((name) => `${name} ${p99Of(quiet, name).toFixed(1)} ms`).join(', ');
        process.stdout.write(`\n${database.version}. Quiet, p99: ${usual}\n\n`);
        process.stdout.write(`| ${HEADINGS.join(' | ')} |\n|${' --- |'.repeat(HEADINGS.length)}\n`);
        for (const attack of ATTACKS.filter(({ name }) => texts.some((text) => name.includes(text)))) {
          const outcome = await underAttack(stage, attack, seconds);
          process.stdout.write(`${row(quiet, outcome, await leftover(stage, database))}\n`);
          for (const failure of new Set(outcome.during.failures.slice(0, 3)))
            process.stderr.write(`  ${failure}\n`);
        }
      } finally {
        await stage.close();
      }
    } finally {
      await database.drop();
    }
  }
}

try {
  await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
