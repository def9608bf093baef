import type { Settings } from '../config.js';
import type { ProvisioningLog } from '../provisioning/provisioning-log.service.js';
import type { Check } from './check.js';
import { apiKeyCheck } from './checks/api-keys.js';
import { installationCheck } from './checks/installation.js';
import { failureCheck, GroupCheck } from './checks/log.js';
import { managerCheck, organizationCheck, userNameCheck } from './checks/people.js';

/** Token of the checks that come after those of the connection. */
export const DATA_CHECKS = Symbol('DATA_CHECKS');

/** In their order. That of the installation is for production, where somebody runs it for others. */
export function dataChecks(log: ProvisioningLog, settings: Settings): readonly Check[] {
  return [
    userNameCheck,
    managerCheck,
    organizationCheck,
    new GroupCheck(log),
    apiKeyCheck,
    failureCheck,
    ...(settings.nodeEnv === 'production' ? [installationCheck(settings)] : []),
  ];
}
