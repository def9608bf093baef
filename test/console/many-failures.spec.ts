import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../src/common/identifier.js';
import { LateWrites } from '../../src/platform/database/late-writes.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { MOST_READ } from '../../src/provisioning/log/failure-causes.service.js';
import { ProvisioningEvent } from '../../src/provisioning/log/provisioning-event.entity.js';
import { MOST_FAILURES } from '../../src/provisioning/overview/overview.service.js';
import { addAccount } from '../support/accounts.js';
import { bootApp, type TestApp } from '../support/app.js';
import { openConsole } from '../support/console.js';
import { sqliteAndOneServer } from '../support/lanes.js';
import { OKTA } from '../support/scim-client.js';

describe.each(sqliteAndOneServer())('more failures than a page counts on $name', (lane) => {
  let app: TestApp;

  beforeAll(async () => {
    app = await bootApp(lane);
  });

  afterAll(() => app.close());

  const failure = () => ({
    id: newId(),
    time: new Date().toISOString(),
    actor: 'okta',
    operation: 'patch' as const,
    resourceType: 'User' as const,
    outcome: 'failure' as const,
    status: 400,
    durationMs: 1,
    count: 1,
  });

  it('are called "at least" so many on the overview and on the page of the causes', async () => {
    const acme = await addAccount(app);
    await acme.scim.as(OKTA).create('/Users', { userName: 'mira@acme.example' });
    await app.get(LateWrites).flush();
    const fail = (count: number) =>
      app
        .get(UnitOfWork)
        .write(acme.id, (tx) => tx.insert(ProvisioningEvent, Array.from({ length: count }, failure)));
    const client = await openConsole(app, acme.admin);
    const text = async (path: string) => (await client.get(path)).text;

    await fail(MOST_FAILURES - 1);
    expect(await text('/')).toContain(` ${MOST_FAILURES - 1} requests, last: `);
    expect(await text('/')).not.toContain('are counted here');
    await fail(2);
    expect(await text('/')).toContain(` At least ${MOST_FAILURES} requests, last: `);
    expect(await text('/')).toContain(`Only the newest ${MOST_FAILURES} failures are counted here.`);
    const inAll = ` ${MOST_FAILURES + 1} requests failed`;
    expect(await text('/log/causes')).toContain(inAll);
    expect(await text('/log/causes')).not.toContain(`At least${inAll}`);
    await fail(MOST_READ);
    expect(await text('/log/causes')).toContain(` At least ${MOST_READ} requests failed, for `);
  });
});
