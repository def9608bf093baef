import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../src/common/identifier.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import type { NewRow } from '../../src/platform/database/sql/selection.js';
import { ProvisioningEvent } from '../../src/provisioning/log/provisioning-event.entity.js';
import { addAccount, type TestAccount } from '../support/accounts.js';
import { bootApp, type TestApp } from '../support/app.js';
import { databaseLanes } from '../support/lanes.js';
import { EXPENSE } from '../support/scim-client.js';
import { check, examine } from './report.js';

/** How many of the newest events each check looks at. */
const LOOKED_AT = 2_000;

describe.each(databaseLanes())('the doctor and a long log on $name', (lane) => {
  let app: TestApp;
  let account: TestAccount;

  beforeAll(async () => {
    app = await bootApp(lane);
    account = await addAccount(app);
  });

  afterAll(() => app.close());

  /** Refusals of creating people, or of changing groups. */
  const addFailures = (count: number, of: 'User' | 'Group') => {
    const row = (): NewRow<ProvisioningEvent> => ({
      id: newId(),
      time: new Date().toISOString(),
      actor: 'okta@acme.example',
      operation: of === 'User' ? 'create' : 'patch',
      resourceType: of,
      outcome: 'failure',
      status: 400,
      code: 'invalid-value',
      durationMs: 1,
      count: 1,
    });
    return app
      .get(UnitOfWork)
      .write(account.id, (tx) => tx.insert(ProvisioningEvent, Array.from({ length: count }, row)));
  };

  const resultOf = async (id: string) => check(await examine(app, account), id);

  it('finds a refused deactivation and a renamed group among the newest events, and no older ones', async () => {
    const { id } = await account.scim.create('/Users', { userName: 'mira@acme.example' });
    const leave = { active: false, [EXPENSE]: { role: 'king' } };
    const refused = await account.scim.patch(`/Users/${id}`, [{ op: 'replace', value: leave }]);
    expect(refused.status).toBe(400);
    await addFailures(LOOKED_AT - 1, 'User');
    expect(await resultOf('recent-failures')).toMatchObject({
      level: 'problem',
      detail: expect.stringContaining('mira@acme.example'),
    });
    await addFailures(1, 'User');
    expect((await resultOf('recent-failures')).level).toBe('warning');

    const group = await account.scim.create('/Groups', { displayName: 'Sales' });
    await account.scim.patch(`/Groups/${group.id}`, [{ op: 'replace', path: 'displayName', value: 'NL' }]);
    await addFailures(LOOKED_AT - 1, 'Group');
    expect((await resultOf('groups')).detail).toContain('"Sales" is now "NL"');
    await addFailures(1, 'Group');
    expect((await resultOf('groups')).level).toBe('ok');
  });

  it('reads events by one filter, which an index serves, and never without a limit', async () => {
    app.statements.clear();
    await examine(app, account);
    const reads = app.statements.statements.filter((sql) => / FROM .provisioning_events. /.test(sql));
    expect(reads.length).toBeGreaterThan(2);
    for (const sql of reads) {
      const byFilter = sql.match(/`(?:outcome|operation|resourceType|resourceId|code|client)` = \?/g) ?? [];
      expect(byFilter.length).toBeLessThan(2);
      expect(sql).toMatch(/LIMIT|`id` IN/);
    }
  });
});
