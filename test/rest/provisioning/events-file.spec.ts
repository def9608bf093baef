import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { NewRow } from '../../../src/platform/database/sql/selection.js';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work.js';
import { MOST_IN_FILE } from '../../../src/provisioning/log/event-file.js';
import { ProvisioningEvent } from '../../../src/provisioning/log/provisioning-event.entity.js';
import { addAccount, addOperator, type TestAccount } from '../../support/accounts.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { sqliteAndOneServer } from '../../support/lanes.js';
import { EXPENSE } from '../../support/scim-client.js';

describe.each(sqliteAndOneServer())('the provisioning log as a file, on $name', (lane) => {
  let app: TestApp;
  let acme: TestAccount;

  beforeAll(async () => {
    app = await bootApp(lane);
    acme = await addAccount(app);
  });

  afterAll(() => app.close());

  const download = async (path: string, authorization = acme.scim.authorization) => {
    const answer = await fetch(`${app.url}/api/v1${path}`, { headers: { authorization } });
    return { status: answer.status, headers: answer.headers, lines: (await answer.text()).split('\r\n') };
  };

  it('has the matching events, with formulas as texts, and for support without account numbers', async () => {
    await acme.scim.create('/Users', { userName: 'ann@acme.example' });
    await acme.scim.post('/Users', { userName: '=HYPERLINK("x")', [EXPENSE]: { role: '+1' } });
    await acme.scim.post('/Users', { userName: 'iban', [EXPENSE]: { role: 'NL91ABNA0417164300' } });
    const own = await download('/provisioning/events.csv?outcome=failure');
    expect(own.status).toBe(200);
    expect(own.headers.get('content-type')).toMatch(/^text\/csv/);
    expect(own.headers.get('cache-control')).toContain('no-store');
    expect(own.lines).toHaveLength(4);
    expect(own.lines[2]).toContain(`,"'=HYPERLINK(""x"")",`);
    expect(own.lines[2]).toContain(",role,'+1,");
    expect(own.lines[1]).toContain('NL91ABNA0417164300');
    const support = await addOperator(app);
    const masked = await download(`/support/accounts/${acme.id}/events.csv?code=unknown-role`, support);
    expect(masked.lines).toHaveLength(4);
    expect(masked.lines.join()).not.toContain('NL91ABNA0417164300');
  });

  it('refuses filters that are wrong, and does not page', async () => {
    for (const query of ['outcome=perhaps', 'since=yesterday', 'limit=5', 'cursor=x'])
      expect((await download(`/provisioning/events.csv?${query}`)).status).toBe(400);
    expect((await download('/provisioning/events.csv', 'Basic eDp5')).status).toBe(401);
  });

  it('ends with the newest events, and says so', async () => {
    const long = await addAccount(app);
    const start = Date.UTC(2026, 10, 1);
    const rows = Array.from({ length: MOST_IN_FILE + 600 }, (_, index): NewRow<ProvisioningEvent> => {
      const msecs = start + index;
      return {
        id: v7({ msecs }),
        time: new Date(msecs).toISOString(),
        actor: 'okta@acme.example',
        operation: 'patch',
        outcome: 'success',
        status: 200,
        durationMs: 1,
        count: 1,
      };
    });
    await app.get(UnitOfWork).write(long.id, (tx) => tx.insert(ProvisioningEvent, rows));
    const { lines } = await download('/provisioning/events.csv', long.scim.authorization);
    expect(lines).toHaveLength(MOST_IN_FILE + 3);
    expect(lines[1]).toContain(rows.at(-1)?.id);
    expect(lines[MOST_IN_FILE]).toContain(rows.at(-MOST_IN_FILE)?.id);
    expect(lines.at(-2)).toContain(`the newest ${MOST_IN_FILE} events only`);
  });
});
