import { randomUUID } from 'node:crypto';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Stage } from './cases.js';
import { Client, type Call } from './load.js';
import { Tally, type Row, type Target } from './measure.js';

/** People whom a changed rule of the identity provider deactivates, and groups of all of them that it empties. */
const PEOPLE = 10_000;
const GROUPS = 5;
const IN_A_BULK = 1_000;

const MESSAGES = 'urn:ietf:params:scim:api:messages:2.0';
const JSON_TYPE = { 'content-type': 'application/json' };

interface Run {
  id: string;
  connection: { name: string };
  counts: { deactivated: number; membersRemoved: number };
}

/** Undoes a wrong mass deactivation; throws unless all of it is undone. */
export async function undoRun(target: Target, { data, authorization }: Stage): Promise<Row[]> {
  const { origin } = new URL(target.client.baseUrl);
  const rest = new Client(`${origin}/api/v1`, { authorization }, 1);
  const ids = data.people.slice(0, PEOPLE).map(({ id }) => id);
  const groups: string[] = [];
  for (let number = 0; number < GROUPS; number++) groups.push(await makeGroup(target.client, ids));
  const { name, client } = await connect(origin, rest);
  try {
    await damage(client, ids, groups);
    const { id, counts } = await runOf(rest, name, ids.length);
    const path = `/provisioning/runs/${id}/undo`;
    const plan = await measure(target, () => rest.send(post(path, { dryRun: true }, 200), JSON_TYPE));
    const undo = await measure(target, async () => {
      const { job } = JSON.parse(await rest.send(post(path, {}, 202), JSON_TYPE)) as { job: string };
      const { restore } = await resultOf(rest, job);
      const asked = counts.deactivated + counts.membersRemoved;
      if (restore !== asked) throw new Error(`of ${asked} changes, ${restore} were undone`);
    });
    const what = `undo of ${counts.deactivated} deactivations and ${counts.membersRemoved} memberships`;
    return [
      { ...plan, name: `plan of the ${what}` },
      { ...undo, name: what },
    ];
  } finally {
    await rest.close();
    await client.close();
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

async function resultOf(rest: Client, job: string): Promise<{ restore: number }> {
  for (;;) {
    const { state, result } = JSON.parse(await rest.send(get(`/jobs/${job}`))) as {
      state: string;
      result?: { totals: { restore: number } };
    };
    if (state !== 'running' && result) return result.totals;
    if (state === 'failed') throw new Error('the undo has failed');
    await sleep(50);
  }
}

const get = (path: string): Call => ({ method: 'GET', path, status: 200 });

const post = (path: string, body: object, status: number): Call => ({
  method: 'POST',
  path,
  body: JSON.stringify(body),
  status,
});
