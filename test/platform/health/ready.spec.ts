import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UnitOfWork } from '../../../src/platform/database/unit-of-work.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { until } from '../../support/condition.js';
import { sqliteAndOneServer } from '../../support/lanes.js';

/** More than the pool has connections. */
const HELD = 12;

describe.each(sqliteAndOneServer())('readiness on $name', (lane) => {
  let app: TestApp;

  beforeAll(async () => {
    app = await bootApp(lane);
  });

  afterAll(() => app.close());

  it('does not depend on busy connections, as long as the database answers', async () => {
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    const work = app.get(UnitOfWork);
    const held = Array.from({ length: HELD }, () => work.writePlatform(() => released));
    await until('all are under way', () => work.underway === HELD);
    const answers = await Promise.all(
      Array.from({ length: 5 }, async () => (await fetch(`${app.url}/health/ready`)).status),
    );
    expect(answers).toEqual([200, 200, 200, 200, 200]);
    release();
    await Promise.all(held);
  });
});
