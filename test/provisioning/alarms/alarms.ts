import { LateWrites } from '../../../src/platform/database/late-writes.js';
import { items, type RestClient, type Stored } from '../../rest/rest-client.js';
import type { TestApp } from '../../support/app.js';

/** The alarms of an account, newest first, after what has happened was counted. */
export async function alarmsOf(app: TestApp, rest: RestClient, query = ''): Promise<Stored[]> {
  await app.get(LateWrites).flush();
  return items(await rest.get(`/provisioning/alarms${query}`));
}
