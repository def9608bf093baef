import type { SettingWarning } from '../../config/setting-warnings.js';
import { ok, warning, type Check } from '../check.js';

/** Missing settings of the whole installation. They affect customers, but only the operator can change them. */
export function installationCheck(warnings: readonly SettingWarning[]): Check {
  return {
    id: 'installation',
    title: 'Installation',
    run: async () => {
      if (warnings.length === 0) return ok('Mails are sent, and links use the address of this service.');
      const names = warnings.map(({ name }) => name);
      return warning(
        warnings.map(({ customerText }) => customerText).join(' '),
        `You do not have to change anything in your account: ask Declaree support to set ${names.join(' and ')}.${
          names.includes('SMTP_URL') ? ' Until then, an administrator can set new passwords for people.' : ''
        }`,
      );
    },
  };
}
