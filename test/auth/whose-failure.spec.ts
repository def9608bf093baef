import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { idIs } from '../../src/platform/database/sql/predicate.js';
import { LateWrites } from '../../src/platform/database/late-writes.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { ProvisioningLog } from '../../src/provisioning/log/provisioning-log.service.js';
import { ProvisioningActivity } from '../../src/provisioning/log/provisioning-activity.service.js';
import { User } from '../../src/users/user.entity.js';
import { bootApp, type TestApp } from '../support/app.js';
import { databaseLanes } from '../support/lanes.js';
import { basic } from '../support/scim-client.js';
import { addAccount, addOperator, addUser, change, send, type Person } from './people.js';

const TEST_CALL = 'GET /SCIM/v2/Users?startIndex=1&count=2';

describe.each(databaseLanes())(
  'a login that fails, where several accounts have the name, on $name',
  (lane) => {
    let app: TestApp;
    let number = 0;

    beforeAll(async () => {
      app = await bootApp(lane, { TRUST_PROXY: 'true' });
    });

    afterAll(() => app.close());

    const knock = async (userName: string, password: string, address: string): Promise<number> => {
      const headers = { authorization: basic(userName, password), 'x-forwarded-for': address };
      return (await send(app, TEST_CALL, headers)).status;
    };

    /** The refusals in an account's log and doctor. */
    const seenBy = async ({ accountId }: Person) => {
      const [log, test] = await app
        .get(UnitOfWork)
        .read(accountId, async (tx) => [
          await app.get(ProvisioningLog).page(tx, { operation: 'authenticate', limit: 10 }),
          (await app.get(ProvisioningActivity).read(tx)).lastTest,
        ]);
      return { events: log.items.length, test: test?.status ?? null };
    };

    /** An owner, whose provider has logged in from `owner`, and another user with the same name. */
    const namesakes = async ({ attackerLogsInFrom = '' } = {}) => {
      number += 1;
      const owner = await addAccount(app, `owner-${number}`, { userName: `okta${number}@owner.example` });
      expect(await knock(owner.userName, owner.password, '192.0.2.7')).toBe(200);
      const other = await addAccount(app, `other-${number}`);
      const copy = await addUser(app, other, { userName: owner.userName.toUpperCase(), password: 'mine' });
      if (attackerLogsInFrom !== '')
        expect(await knock(owner.userName, 'mine', attackerLogsInFrom)).toBe(200);
      return { owner, copy };
    };

    it('is shown to the account that logged in from there, and not to the other', async () => {
      const { owner, copy } = await namesakes();
      await change(app, owner, { password: 'rotated' });
      expect(await knock(owner.userName, owner.password, '192.0.2.7')).toBe(401);
      expect(await seenBy(owner)).toEqual({ events: 1, test: 401 });
      expect(await seenBy(copy)).toEqual({ events: 0, test: null });
    });

    it('is shown to the first one if both log in from one network, also after a restart', async () => {
      const { owner, copy } = await namesakes({ attackerLogsInFrom: '192.0.2.8' });
      await app.get(LateWrites).flush();
      expect(await knock(owner.userName, 'wrong', '192.0.2.7')).toBe(401);
      expect(await seenBy(owner)).toEqual({ events: 1, test: 401 });
      expect(await seenBy(copy)).toEqual({ events: 0, test: 200 });
    });

    it('is shown to the one who logged in first if it comes from a new network', async () => {
      const { owner, copy } = await namesakes({ attackerLogsInFrom: '198.51.100.4' });
      await app.get(LateWrites).flush();
      expect(await knock(owner.userName, 'wrong', '203.0.113.1')).toBe(401);
      expect(await seenBy(owner)).toEqual({ events: 1, test: 401 });
      expect(await seenBy(copy)).toEqual({ events: 0, test: 200 });
      // A failure from the other's network belongs to the other.
      expect(await knock(owner.userName, 'wrong', '198.51.100.4')).toBe(401);
      expect((await seenBy(copy)).events).toBe(1);
      expect((await seenBy(owner)).events).toBe(1);
    });

    it('is shown to the named account, and to all if nobody has ever logged in', async () => {
      number += 1;
      const userName = `new${number}@owner.example`;
      const one = await addAccount(app, `one-${number}`, { userName });
      const two = await addAccount(app, `two-${number}`, { userName });
      expect(await knock(`two-${number}/${userName}`, 'wrong', '192.0.2.1')).toBe(401);
      expect(await seenBy(one)).toEqual({ events: 0, test: null });
      expect(await seenBy(two)).toEqual({ events: 1, test: 401 });
      expect(await knock(userName, 'wrong', '192.0.2.1')).toBe(401);
      expect((await seenBy(one)).events).toBe(1);
    });

    it('is not shown to a user who takes an operator’s name', async () => {
      number += 1;
      const userName = `support${number}@declaree.example`;
      await addOperator(app, userName, 'right');
      const copy = await addAccount(app, `copy-${number}`, { userName });
      expect(await knock(userName, 'wrong', '192.0.2.1')).toBe(401);
      expect(await seenBy(copy)).toEqual({ events: 0, test: null });
    });

    it('does not give a login history to a user who gets the name later', async () => {
      number += 1;
      const other = await addAccount(app, `other-${number}`);
      const old = await addUser(app, other, { userName: `old${number}`, password: 'mine' });
      expect(await knock(old.userName, 'mine', '203.0.113.9')).toBe(200);
      const owner = await addAccount(app, `owner-${number}`, { userName: `okta${number}@owner.example` });
      expect(await knock(owner.userName, owner.password, '192.0.2.7')).toBe(200);
      await app.get(LateWrites).flush();
      const { userName } = owner;
      await app
        .get(UnitOfWork)
        .write(old.accountId, (tx) => tx.update(User, { userName, userNameKey: userName }, idIs(old.userId)));
      expect(await knock(userName, 'wrong', '203.0.113.9')).toBe(401);
      expect(await seenBy(owner)).toEqual({ events: 1, test: 401 });
    });
  },
);
