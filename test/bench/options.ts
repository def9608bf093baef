import { parseArgs } from 'node:util';
import { DATABASES, type DatabaseKind } from './databases.js';

export interface BenchOptions {
  databases: DatabaseKind[];
  /** URL of the MySQL or MariaDB server in which databases are made and dropped. */
  server: string;
  /** How many users the data sets have. */
  users: number[];
  groups: number[];
  /** Only cases whose name holds this text. */
  only: string | undefined;
  /** Seconds of one round of a case, on either server. */
  seconds: number;
  rounds: number;
  concurrency: number;
  json: string | undefined;
  /** Where CPU profiles of the server are written. */
  profile: string | undefined;
  /** Another checkout of this program, built, to measure this one beside. */
  against: string | undefined;
  /** Another SCIM service to measure in place of this program. */
  url: string | undefined;
  authorization: string | undefined;
  /** The process of that service, if it is on this machine. */
  pid: number | undefined;
}

export const USAGE = `npm run bench -- [options]

  --database mysql,sqlite   which databases (both)
  --server URL              MySQL or MariaDB server (TEST_DATABASE_URL, else mysql://root@127.0.0.1:3306)
  --users 1000,100000       sizes of the data set
  --groups 10,1000,10000,50000   sizes of groups; those with more members than users are left out
  --only TEXT               only cases whose name holds TEXT
  --seconds N               length of one round of a case (2)
  --rounds N                rounds of a case, taken in turn with the bare server (3)
  --concurrency N           requests under way at once in reading cases (16)
  --quick                   few users and moments per case: shows that everything runs, no figures to quote
  --json FILE               where the results are written (data/bench.json)
  --profile DIRECTORY       write a CPU profile of the server there, with --against of both
  --against DIRECTORY       measure only requests, each in turn with the build in another checkout; both fill databases of
                            their own with requests (5,000 users); the note is our CPU time as a multiple of its, with
                            the lowest and the highest of the rounds
  --url BASE                measure another SCIM service, such as https://host/SCIM/v2; it gets users and groups, and
                            loses them afterwards
  --authorization TEXT      the Authorization header for that service
  --pid N                   its process, if it is on this machine, for its CPU and memory
`;

const DEFINED = {
  database: { type: 'string' },
  server: { type: 'string' },
  users: { type: 'string' },
  groups: { type: 'string' },
  only: { type: 'string' },
  seconds: { type: 'string' },
  rounds: { type: 'string' },
  concurrency: { type: 'string' },
  quick: { type: 'boolean' },
  json: { type: 'string' },
  profile: { type: 'string' },
  against: { type: 'string' },
  url: { type: 'string' },
  authorization: { type: 'string' },
  pid: { type: 'string' },
  help: { type: 'boolean' },
} as const;

const FULL = {
  users: '1000,100000',
  groups: '10,1000,10000,50000',
  seconds: '2',
  rounds: '3',
  concurrency: '16',
};
const QUICK = { users: '320', groups: '10,100', seconds: '0.2', rounds: '1', concurrency: '4' };
/** A foreign service is filled by one request a user. */
const FOREIGN = { users: '1000', groups: '10,1000' };
/** More and shorter rounds show small differences, since the machine's speed drifts. */
const AGAINST = { users: '5000', groups: '10,1000', seconds: '1.5', rounds: '9' };

/** Reads the command line; undefined where it asks for help. Throws for what it does not know. */
export function readOptions(parameters: string[]): BenchOptions | undefined {
  const { values } = parseArgs({ args: parameters, options: DEFINED, allowPositionals: false });
  if (values.help) return undefined;
  const defaults = {
    ...FULL,
    ...(values.url === undefined ? {} : FOREIGN),
    ...(values.against === undefined ? {} : AGAINST),
    ...(values.quick ? QUICK : {}),
  };
  const given = { ...defaults, ...values };
  return {
    databases: (given.database ?? DATABASES.join(',')).split(',').map(readKind),
    server: given.server ?? (process.env['TEST_DATABASE_URL'] || 'mysql://root@127.0.0.1:3306'),
    users: given.users.split(',').map(readNumber),
    groups: given.groups.split(',').map(readNumber),
    only: given.only,
    seconds: readNumber(given.seconds),
    rounds: readNumber(given.rounds),
    concurrency: readNumber(given.concurrency),
    json: given.json,
    profile: given.profile,
    against: given.against,
    url: given.url,
    authorization: given.authorization,
    pid: given.pid === undefined ? undefined : readNumber(given.pid),
  };
}

function readKind(text: string): DatabaseKind {
  const kind = DATABASES.find((each) => each === text);
  if (kind === undefined) throw new Error(`--database takes ${DATABASES.join(' and ')}, not "${text}"`);
  return kind;
}

function readNumber(text: string): number {
  const number = Number(text);
  if (!(number > 0)) throw new Error(`"${text}" is no number above 0`);
  return number;
}
