import { addAccount, addUsers, makeApiKey } from './accounts.js';
import type { TestApp } from './app.js';
import type { Stage, Transcript } from './transcript.js';

/** A fresh account for a transcript, with the users and the credential that it begins with. */
export async function stageFor(app: TestApp, { credential, users = 0 }: Transcript): Promise<Stage> {
  const account = await addAccount(app);
  await addUsers(app, account, users);
  const { slug, admin, scim } = account;
  const captured = { slug, adminId: admin.id, adminUserName: admin.userName };
  if (credential === 'basic') return { url: app.url, authorization: scim.authorization, captured };
  const key = await makeApiKey(app, scim.authorization);
  return { url: app.url, authorization: credential === 'bearer' ? `Bearer ${key}` : key, captured };
}
