import type { OpenAlarms } from '../provisioning/alarms/open-alarms.service.js';
import type { Settings } from '../config/settings.js';
import type { ProvisioningLog } from '../provisioning/log/provisioning-log.service.js';
import { settingWarnings } from '../config/setting-warnings.js';
import type { Check } from './check.js';
import { AlarmCheck } from './checks/alarms.js';
import { apiKeyCheck } from './checks/api-keys.js';
import { clientSecretCheck } from './checks/client-secrets.js';
import { EXPENSE_CHECKS } from './checks/expenses.js';
import { installationCheck } from './checks/installation.js';
import { FailureCheck } from './checks/failures.js';
import { GroupCheck } from './checks/log.js';
import { managerCheck } from './checks/managers.js';
import { roleCheck } from './checks/roles.js';
import { organizationCheck, userNameCheck } from './checks/people.js';

/** Injection token of the checks that follow those of the connection. */
export const DATA_CHECKS = Symbol('DATA_CHECKS');

/**
 * In the order of the report. The installation is checked in production, and elsewhere if there are warnings
 * about settings.
 */
export function dataChecks(log: ProvisioningLog, alarms: OpenAlarms, settings: Settings): readonly Check[] {
  const warnings = settingWarnings(settings);
  return [
    new AlarmCheck(alarms),
    userNameCheck,
    managerCheck,
    organizationCheck,
    roleCheck,
    new GroupCheck(log),
    apiKeyCheck,
    clientSecretCheck,
    new FailureCheck(log),
    ...EXPENSE_CHECKS,
    ...(settings.nodeEnv === 'production' || warnings.length > 0 ? [installationCheck(warnings)] : []),
  ];
}
