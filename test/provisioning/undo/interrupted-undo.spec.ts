import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GroupsService } from '../../../src/groups/groups.service.js';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work.js';
import { UserChanges } from '../../../src/users/user-changes.service.js';
import { UsersService } from '../../../src/users/users.service.js';
import type { Author } from '../../../src/platform/database/author.js';
import { fillAccount } from '../../bench/seed.js';
import { addAccount, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { until } from '../../support/condition.js';
import { databaseLanes } from '../../support/lanes.js';
import { Program, type ServerProcess } from '../../support/processes.js';
import { basic, send } from '../../support/scim-client.js';
import { stateOf } from './account-state.js';

const PEOPLE = 500;
const GROUP_SIZES = [PEOPLE, PEOPLE / 2, PEOPLE / 4];
const KILLS = 5;
const AT_ONCE = 125;

/** The identity provider, as the journal knows it. */
const OKTA: Author = { kind: 'user', id: 'okta', name: 'okta', via: 'scim', address: null };

describe.each(databaseLanes())('the undo of a wrong mass deactivation on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;
  let program: Program;

  beforeAll(async () => {
    app = await bootApp(lane);
    acme = await addAccount(app);
    program = await Program.build();
  });

  afterAll(async () => {
    await program.remove();
    await app.close();
  });

  it('is exact, although its process is killed again and again', async () => {
    const account = { accountId: acme.id, organizationId: acme.organizations.parent.id };
    const { people, groups } = await fillAccount(app.get(UnitOfWork), account, {
      users: PEOPLE,
      groups: GROUP_SIZES,
    });
    const before = await stateOf(app, acme);
    await deactivateAll(
      people.map(({ id }) => id),
      groups,
    );

    let server = await start();
    const run = await newestRun(server);
    expect(run.counts).toMatchObject({
      deactivated: PEOPLE,
      membersRemoved: groups.reduce((sum, { members }) => sum + members.length, 0),
    });
    const { body } = await call(server, 'POST', `/provisioning/runs/${run.id}/undo`, {});
    const { job } = body as { job: string };
    const again = await call(server, 'POST', `/provisioning/runs/${run.id}/undo`, {});
    expect(again.status).toBe(409);
    for (let kill = 0; kill < KILLS; kill++) {
      const { done } = await read(server, job);
      await until('the undo has gone on', async () => {
        const now = await read(server, job);
        return now.done > done || now.state !== 'running';
      });
      await server.stop('SIGKILL');
      server = await start();
    }
    await until('the undo has ended', async () => (await read(server, job)).state !== 'running', 120);
    expect(await read(server, job)).toMatchObject({
      state: 'done',
      result: { totals: { skip: 0, impossible: 0 } },
    });
    expect(await stateOf(app, acme)).toEqual(before);
    const undone = await newestRun(server);
    expect(undone).toMatchObject({
      undoOf: run.id,
      connection: { name: acme.admin.userName },
      counts: { reactivated: PEOPLE, membersAdded: run.counts['membersRemoved'] },
    });
    expect((await call(server, 'GET', `/provisioning/runs/${run.id}`)).body).toMatchObject({
      undoneBy: undone.id,
    });
    await server.stop();
  });

  /** What a changed rule of the identity provider does. */
  async function deactivateAll(
    ids: readonly string[],
    groups: readonly { id: string; members: readonly string[] }[],
  ): Promise<void> {
    const work = app.get(UnitOfWork);
    for (const { id, members } of groups) {
      await work.write(acme.id, async (tx) => {
        const group = await app.get(GroupsService).get(tx, id, { lock: true });
        await app.get(GroupsService).update(tx.by(OKTA), group, group, [{ kind: 'remove', ids: members }]);
      });
    }
    for (let done = 0; done < ids.length; done += AT_ONCE) {
      await work.write(acme.id, async (tx) => {
        for (const id of ids.slice(done, done + AT_ONCE)) {
          const user = await app.get(UsersService).get(tx, id);
          await app.get(UserChanges).update(tx.by(OKTA), user, { ...user, active: false });
        }
      });
    }
  }

  const start = (): Promise<ServerProcess> =>
    program.start({ DATABASE_URL: app.databaseUrl, DEMO: 'off', LOG_LEVEL: 'silent' });

  const call = (server: ServerProcess, method: string, path: string, body?: unknown) =>
    send(`${server.url}/api/v1${path}`, method, {
      headers: {
        authorization: basic(acme.admin.userName, acme.admin.password),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      body,
    });

  const newestRun = async (server: ServerProcess) => {
    const { body } = await call(server, 'GET', '/provisioning/runs');
    const [run] = (body as { items: Run[] }).items;
    if (!run) throw new Error('there is no run');
    return run;
  };

  const read = async (server: ServerProcess, job: string) =>
    (await call(server, 'GET', `/jobs/${job}`)).body as { state: string; done: number; of: number };
});

interface Run {
  id: string;
  undoOf: string | null;
  connection: { name: string };
  counts: Record<string, number>;
}
