import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Stage } from './cases.js';
import type { BenchDatabase } from './databases.js';
import { Client, type Call } from './load.js';
import { Tally, type Row, type Target } from './measure.js';
import { startProgram } from './service.js';

/** People whom a changed rule of the identity provider deactivates, and groups of all of them that it empties. */
const PEOPLE = 10_000;
const GROUPS = 5;
const KILLS = 5;
const IN_A_BULK = 1_000;

const MESSAGES = 'urn:ietf:params:scim:api:messages:2.0';
const JSON_TYPE = { 'content-type': 'application/json' };

interface Run {
  id: string;
  connection: { name: string };
  counts: { deactivated: number; membersRemoved: number };
}

/** A stage whose service is not yet started. */
type Setting = Omit<Stage, 'client'>;

/** Undoes a wrong mass deactivation; throws unless all of it is undone. */
export async function undoRun(target: Target, stage: Stage): Promise<Row[]> {
  const { origin } = new URL(target.client.baseUrl);
  const rest = restOf(origin, stage);
  try {
    const { id, changes, what } = await makeDamage(origin, rest, stage);
    const path = `/provisioning/runs/${id}/undo`;
    const plan = await measure(target, () => rest.send(post(path, { dryRun: true }, 200), JSON_TYPE));
    const undo = await measure(target, async () => {
      const { job } = JSON.parse(await rest.send(post(path, {}, 202), JSON_TYPE)) as { job: string };
      ensureComplete(await endOf(rest, job), changes);
    });
    return [
      { ...plan, name: `plan of the ${what}` },
      { ...undo, name: what },
    ];
  } finally {
    await rest.close();
  }
}

/**
 * The same, by programs that are killed in the middle, one after another. Throws unless all of it is undone, and the
 * groups have their members.
 */
export async function undoDespiteKills(database: BenchDatabase, stage: Setting): Promise<Row[]> {
  let server = await startProgram(database);
  let rest = restOf(server.url, stage);
  try {
    const { id, changes, what, groups } = await makeDamage(server.url, rest, stage);
    const begun = performance.now();
    const undo = post(`/provisioning/runs/${id}/undo`, {}, 202);
    const { job } = JSON.parse(await rest.send(undo, JSON_TYPE)) as { job: string };
    let kills = 0;
    while (kills < KILLS && (await isStillRunning(rest, job, (kills + 1) / (KILLS + 1)))) {
      await Promise.all([server.stop('SIGKILL'), rest.close()]);
      server = await startProgram(database);
      rest = restOf(server.url, stage);
      kills += 1;
    }
    ensureComplete(await endOf(rest, job), changes);
    const took = (performance.now() - begun) / 1_000;
    await ensureMembers(server.url, stage, groups);
    return [
      { name: `${what}, ${kills} kills inside`, figures: undefined, note: `${took.toFixed(1)} s in all` },
    ];
  } finally {
    await Promise.all([server.stop(), rest.close()]);
  }
}

interface Damage {
  /** The run's id. */
  id: string;
  /** How many deactivations and memberships an undo restores. */
  changes: number;
  /** What the undo is called in the table of results. */
  what: string;
  groups: readonly string[];
}

/** Deactivates people and empties groups of all of them, as a connection of its own. */
async function makeDamage(origin: string, rest: Client, { data, authorization }: Setting): Promise<Damage> {
  const ids = data.people.slice(0, PEOPLE).map(({ id }) => id);
  const scim = new Client(`${origin}/SCIM/v2`, { authorization }, 1);
  const groups: string[] = [];
  for (let number = 0; number < GROUPS; number++) groups.push(await makeGroup(scim, ids));
  const { name, client: provider } = await connect(origin, rest);
  try {
    await damage(provider, ids, groups);
    const { id, counts } = await runOf(rest, name, ids.length);
    return {
      id,
      changes: counts.deactivated + counts.membersRemoved,
      what: `undo of ${counts.deactivated} deactivations and ${counts.membersRemoved} memberships`,
      groups,
    };
  } finally {
    await Promise.all([provider.close(), scim.close()]);
  }
}

/** How long it takes as a whole, and the CPU time of all of it. */
async function measure(target: Target, work: () => Promise<unknown>): Promise<Omit<Row, 'name'>> {
  const tally = new Tally(target);
  await tally.add(async () => {
    const begun = performance.now();
    await work();
    const took = performance.now() - begun;
    return { seconds: took / 1_000, latencies: [took] };
  });
  return { figures: tally.figures() };
}

async function makeGroup(client: Client, ids: readonly string[]): Promise<string> {
  const members = ids.map((value) => ({ value }));
  const body = {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'],
    displayName: randomUUID(),
    members,
  };
  const call = post('/Groups?attributes=displayName', body, 201);
  return (JSON.parse(await client.send(call)) as { id: string }).id;
}

/** A connection of its own, whose changes are a run of their own. */
async function connect(origin: string, rest: Client): Promise<{ name: string; client: Client }> {
  const name = randomUUID();
  const made = await rest.send(post('/oauth-clients', { name, kind: 'secret' }, 201), JSON_TYPE);
  const { clientId, secret } = JSON.parse(made) as { clientId: string; secret: string };
  const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: secret };
  const answer = await fetch(`${origin}/oauth/token`, { method: 'POST', body: new URLSearchParams(form) });
  const { access_token: token } = JSON.parse(await answer.text()) as { access_token: string };
  return { name, client: new Client(`${origin}/SCIM/v2`, { authorization: `Bearer ${token}` }, 1) };
}

async function damage(client: Client, ids: readonly string[], groups: readonly string[]): Promise<void> {
  const patch = (...Operations: object[]) => ({ schemas: [`${MESSAGES}:PatchOp`], Operations });
  for (const id of groups) {
    const body = JSON.stringify(patch({ op: 'remove', path: 'members' }));
    await client.send({ method: 'PATCH', path: `/Groups/${id}`, body, status: 204 });
  }
  const data = patch({ op: 'replace', path: 'active', value: false });
  for (let done = 0; done < ids.length; done += IN_A_BULK) {
    const Operations = ids
      .slice(done, done + IN_A_BULK)
      .map((id) => ({ method: 'PATCH', path: `/Users/${id}`, data }));
    await client.send(post('/Bulk', { schemas: [`${MESSAGES}:BulkRequest`], Operations }, 200));
  }
}

/** Waits until the changes of the connection are counted. */
async function runOf(rest: Client, name: string, deactivated: number): Promise<Run> {
  for (;;) {
    const { items } = JSON.parse(await rest.send(get('/provisioning/runs?limit=10'))) as { items: Run[] };
    const run = items.find(({ connection }) => connection.name === name);
    if (run?.counts.deactivated === deactivated) return run;
    await sleep(100);
  }
}

interface Job {
  state: string;
  done: number;
  of: number;
  result?: { totals: { restore: number } };
}

async function jobOf(rest: Client, job: string): Promise<Job> {
  const found = JSON.parse(await rest.send(get(`/jobs/${job}`))) as Job;
  if (found.state === 'failed') throw new Error('the undo has failed');
  return found;
}

/** Waits until such a part of the job is done. Returns false if all of it is done. */
async function isStillRunning(rest: Client, job: string, part: number): Promise<boolean> {
  for (;;) {
    const { state, done, of } = await jobOf(rest, job);
    if (state !== 'running' || done >= of * part) return state === 'running';
    await sleep(50);
  }
}

async function endOf(rest: Client, job: string): Promise<Job> {
  for (;;) {
    const found = await jobOf(rest, job);
    if (found.state !== 'running') return found;
    await sleep(50);
  }
}

function ensureComplete({ result }: Job, changes: number): void {
  const restored = result?.totals.restore;
  if (restored !== changes) throw new Error(`of ${changes} changes, ${restored} were undone`);
}

async function ensureMembers(
  origin: string,
  { data, authorization }: Setting,
  groups: readonly string[],
): Promise<void> {
  const people = Math.min(PEOPLE, data.people.length);
  const scim = new Client(`${origin}/SCIM/v2`, { authorization }, 1);
  for (const id of groups) {
    const { members } = JSON.parse(await scim.send(get(`/Groups/${id}`))) as { members: unknown[] };
    if (members.length !== people) throw new Error(`a group has ${members.length} of ${people} members`);
  }
  await scim.close();
}

const restOf = (origin: string, { authorization }: Setting) =>
  new Client(`${origin}/api/v1`, { authorization }, 1);

const get = (path: string): Call => ({ method: 'GET', path, status: 200 });

const post = (path: string, body: object, status: number): Call => ({
  method: 'POST',
  path,
  body: JSON.stringify(body),
  status,
});
