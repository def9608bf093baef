import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../src/common/identifier.js';
import { AccessToken } from '../../src/oauth/access-token.entity.js';
import { AuthorizationCode } from '../../src/oauth/authorization-code.entity.js';
import { RefreshToken } from '../../src/oauth/refresh-token.entity.js';
import { UsedAssertion } from '../../src/oauth/used-assertion.entity.js';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { Retention } from '../../src/retention/retention.service.js';
import { addAccount } from '../support/accounts.js';
import { bootApp, type TestApp } from '../support/app.js';
import { databaseLanes } from '../support/lanes.js';
import { addCatalogueClient, authorize } from './oauth.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

describe.each(databaseLanes())('expired rows of OAuth on $name', (lane) => {
  let app: TestApp;

  beforeAll(async () => {
    app = await bootApp(lane);
  });

  afterAll(() => app.close());

  it('are deleted, each in its time', async () => {
    const acme = await addAccount(app);
    const unitOfWork = app.get(UnitOfWork);
    const start = Date.now();
    await authorize(app, acme, await addCatalogueClient(app));
    const expiresAt = new Date(start + HOUR).toISOString();
    const assertion = { id: newId(), hash: 'f'.repeat(64), expiresAt };
    await unitOfWork.write(acme.id, (tx) => tx.insert(UsedAssertion, [assertion]));
    const left = async (after: number) => {
      await app.get(Retention).prune(new Date(start + after));
      return unitOfWork.read(acme.id, async (tx) => ({
        codes: await tx.count(AuthorizationCode),
        access: await tx.count(AccessToken),
        refresh: await tx.count(RefreshToken),
        assertions: await tx.count(UsedAssertion),
      }));
    };
    expect(await left(0.9 * HOUR)).toEqual({ codes: 1, access: 1, refresh: 1, assertions: 1 });
    expect(await left(1.1 * HOUR)).toEqual({ codes: 1, access: 1, refresh: 1, assertions: 0 });
    expect(await left(7 * HOUR)).toEqual({ codes: 1, access: 0, refresh: 1, assertions: 0 });
    expect(await left(25 * HOUR)).toEqual({ codes: 0, access: 0, refresh: 1, assertions: 0 });
    expect(await left(181 * DAY)).toEqual({ codes: 0, access: 0, refresh: 0, assertions: 0 });
  });
});
