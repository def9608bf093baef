import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work.js';
import { SecretsService } from '../../../src/platform/secrets/secrets.service.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { databaseLanes } from '../../support/lanes.js';

describe.each(databaseLanes())('a key that replicas share, on $name', (lane) => {
  let app: TestApp;

  beforeAll(async () => {
    app = await bootApp(lane);
  });

  afterAll(() => app.close());

  it('is the same for all concurrent first uses, and different for another name', async () => {
    const replicas = Array.from({ length: 6 }, () => new SecretsService(app.get(UnitOfWork)));
    const keys = await Promise.all(replicas.map((replica) => replica.get('shared')));
    expect(new Set(keys.map((key) => key.toString('hex'))).size).toBe(1);
    expect(keys[0]).toHaveLength(32);
    expect(await app.get(SecretsService).get('other')).not.toEqual(keys[0]);
  });
});
