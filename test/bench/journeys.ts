import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { hash } from '@node-rs/argon2';
import type { Stage } from './cases.js';
import { costOfCheck } from './credential.js';
import { percentile, type Call, type Measured } from './load.js';
import { Tally, type Row, type Target } from './measure.js';
import { identityOf, personBody, sizeName } from './people.js';
import { memoryOf } from './process-usage.js';
import { issueTokens } from './tokens.js';
import { undoRun } from './undo.js';

/** Something that is done once or a few times, and measured as a whole. */
export interface Journey {
  name: string;
  run: (target: Target, stage: Stage) => Promise<Row[]>;
}

export const JOURNEYS: readonly Journey[] = [
  { name: 'GET of a group', run: readGroups },
  { name: 'PUT of a group', run: replaceGroup },
  { name: 'import of all users', run: importUsers },
  { name: 'POST user with password', run: createWithPasswords },
  { name: 'check of a Basic credential', run: checkCredential },
];

/** What only this program can be asked for. */
export const OWN_JOURNEYS: readonly Journey[] = [
  { name: 'POST /oauth/token', run: issueTokens },
  { name: 'undo of a run', run: undoRun },
];

const REPEATED = 5;

/** Sends a few requests one after another. */
async function oneByOne(target: Target, calls: readonly Call[]): Promise<Tally> {
  const tally = new Tally(target);
  await tally.add(() =>
    target.client.load({
      concurrency: 1,
      seconds: Infinity,
      atMost: calls.length,
      next: (number) => calls[number] ?? calls[0] ?? { method: 'GET', path: '/', status: 200 },
    }),
  );
  return tally;
}

async function readGroups(target: Target, { data, sizes }: Stage): Promise<Row[]> {
  const rows: Row[] = [];
  for (const size of sizes) {
    const group = data.groups.find(({ displayName }) => displayName === sizeName(size));
    if (!group) continue;
    const call = { method: 'GET' as const, path: `/Groups/${group.id}`, status: 200 };
    const tally = await oneByOne(
      target,
      Array.from({ length: REPEATED }, () => call),
    );
    rows.push({ name: `GET of a group of ${size}`, figures: tally.figures(), note: memoryNote(target) });
  }
  return rows;
}

/** One member out by a PUT of all the others, and in again by a PUT of all. */
async function replaceGroup(target: Target, { data, sizes }: Stage): Promise<Row[]> {
  const size = sizes.at(-1) ?? 0;
  const group = data.groups.find(({ displayName }) => displayName === sizeName(size));
  if (!group) return [];
  const put = (userIds: readonly string[]): Call => ({
    method: 'PUT',
    path: `/Groups/${group.id}?attributes=displayName`,
    body: JSON.stringify({
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
      displayName: group.displayName,
      members: userIds.map((value) => ({ value })),
    }),
    status: 200,
  });
  const without = put(group.members.slice(1));
  const tally = await oneByOne(target, [without, put(group.members), without, put(group.members)]);
  return [
    {
      name: `PUT of a group of ${size}, one member changed`,
      figures: tally.figures(),
      note: memoryNote(target),
    },
  ];
}

/** All users by index, a hundred a page, over one connection, as Okta imports them. */
async function importUsers(target: Target, { data }: Stage): Promise<Row[]> {
  const pages = Math.ceil((data.people.length + 1) / 100);
  const before = memoryOf(target.pid)?.now;
  const begun = performance.now();
  const tally = await oneByOne(
    target,
    Array.from({ length: pages }, (_, page) => ({
      method: 'GET' as const,
      path: `/Users?startIndex=${page * 100 + 1}&count=100`,
      status: 200,
    })),
  );
  const seconds = ((performance.now() - begun) / 1_000).toFixed(1);
  const memory = before === undefined ? '' : `, ${before.toFixed(0)} MB before; ${memoryNote(target)}`;
  return [
    {
      name: `import of all users, ${pages} pages`,
      figures: tally.figures(),
      note: `${seconds} s in all${memory}`,
    },
  ];
}

const PASSWORDS = 50;
const A_MOMENT = 0.05;
const CREATORS = 8;

/** Creates users with passwords, while others read: what does it cost, and do they notice? */
async function createWithPasswords(target: Target, { data, seconds, concurrency }: Stage): Promise<Row[]> {
  const own = await costOfHash();
  const word = `secret-${Date.now().toString(36)}`;
  const create = (number: number): Call => {
    const body = { ...personBody(`${word}-${number}`, number), password: `${word} ${number} long enough` };
    return { method: 'POST', path: '/Users', body: JSON.stringify(body), status: 201 };
  };
  const read = (): Call => ({ method: 'GET', path: `/Users/${data.people[0]?.id ?? ''}`, status: 200 });
  const readers = Math.ceil(concurrency / 4);

  const creating = new Tally(target);
  await creating.add(() =>
    target.client.load({ concurrency: CREATORS, seconds: Infinity, atMost: PASSWORDS, next: create }),
  );
  const quiet = await target.client.load({ concurrency: readers, seconds, next: read });
  const creates = target.client.load({
    concurrency: CREATORS,
    seconds: Infinity,
    atMost: PASSWORDS,
    next: (number) => create(PASSWORDS + number),
  });
  const latencies = await readUntil(creates, () =>
    target.client.load({ concurrency: readers, seconds: A_MOMENT, next: read }),
  );
  const p99 = (values: readonly number[]) => percentile(values, 0.99).toFixed(1);
  return [
    {
      name: 'POST user with password',
      figures: creating.figures(),
      note: `argon2 alone ${own.toFixed(1)} CPU ms`,
    },
    {
      name: `GET user during ${PASSWORDS} POSTs with password`,
      figures: undefined,
      note: `p99 ${p99(latencies)} ms, without them ${p99(quiet.latencies)} ms`,
    },
  ];
}

/** Reads moment by moment until something else is done, and gives the latencies of all reads. */
async function readUntil(end: Promise<unknown>, read: () => Promise<Measured>): Promise<number[]> {
  const latencies: number[] = [];
  const ended = end.then(() => true);
  do {
    latencies.push(...(await read()).latencies);
  } while (!(await Promise.race([ended, sleep(0, false)])));
  return latencies;
}

/** What the credential adds to each request, but for the statement that finds its user. */
async function checkCredential(_: Target, { authorization }: Stage): Promise<Row[]> {
  const cost = await costOfCheck(authorization);
  return [
    { name: 'check of a Basic credential', figures: undefined, note: `${(cost * 1_000).toFixed(0)} CPU µs` },
  ];
}

/** CPU ms of one hash as the program makes it. */
async function costOfHash(): Promise<number> {
  const count = 20;
  const before = process.cpuUsage();
  for (let done = 0; done < count; done++) {
    await hash(identityOf(String(done)).userName, { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1_000 / count;
}

function memoryNote({ pid }: Target): string | undefined {
  const memory = memoryOf(pid);
  return memory && `${memory.now.toFixed(0)} MB, peak ${memory.peak.toFixed(0)} MB`;
}
