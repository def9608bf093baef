import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadSettings } from '../../../src/config/load-settings.js';
import { dataChecks } from '../../../src/doctor/data-checks.js';
import { CONNECTION_CHECKS } from '../../../src/doctor/doctor.service.js';
import { Simulation } from '../../../src/doctor/simulation.js';
import { OpenAlarms } from '../../../src/provisioning/alarms/open-alarms.service.js';
import { ProvisioningLog } from '../../../src/provisioning/log/provisioning-log.service.js';
import { bootApp, type TestApp } from '../../support/app.js';
import { databaseLanes, type DatabaseLane } from '../../support/lanes.js';

// Checks do not depend on the database.
const [sqlite] = databaseLanes() as [DatabaseLane];

describe('the support handbook', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await bootApp(sqlite);
  });

  afterAll(() => app.close());

  it('has a row for each check of the doctor, in the order of the report', async () => {
    const handbook = await readFile(join(import.meta.dirname, '../../../docs/support-handbook.md'), 'utf8');
    const [, table = ''] = /\n\| check .*\n\| -.*\n((?:\|.*\n)+)/.exec(handbook) ?? [];
    const rows = [...table.matchAll(/^\| `([^`]+)`/gm)].map(([, id]) => id);
    // The installation is only checked in production.
    const settings = loadSettings({ NODE_ENV: 'production' });
    const ofData = dataChecks(app.get(ProvisioningLog), app.get(OpenAlarms), settings);
    const checks = [...CONNECTION_CHECKS, Simulation, ...ofData];
    expect(rows).toEqual(checks.map(({ id }) => id));
  });
});
