import { LateWrites } from '../../../src/platform/database/late-writes.js';
import { items, type RestClient, type Stored } from '../../rest/rest-client.js';
import type { TestApp } from '../../support/app.js';
import { until } from '../../support/condition.js';
import { resource } from '../../support/scim-client.js';

/** The alarms of an account, newest first, after what has happened was counted. */
export async function alarmsOf(app: TestApp, rest: RestClient, query = ''): Promise<Stored[]> {
  await app.get(LateWrites).flush();
  return items(await rest.get(`/provisioning/alarms${query}`));
}

/** Undoes a run, and returns the id of the job, which has succeeded. */
export async function undoOf(rest: RestClient, run: string, choice: object = {}): Promise<string> {
  const answer = await rest.post(`/provisioning/runs/${run}/undo`, choice);
  const job = String(resource(answer, 202)['job']);
  await until('the undo has ended', async () => (await rest.read(`/jobs/${job}`))['state'] === 'done');
  return job;
}
