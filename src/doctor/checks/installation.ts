import type { SettingWarning } from '../../config/setting-warnings.js';
import { ok, warning, type Check } from '../check.js';

/** What the whole installation lacks; its operator alone can change it, its customers suffer from it. */
export function installationCheck(warnings: readonly SettingWarning[]): Check {
  return {
    id: 'installation',
    title: 'Installation',
    run: async () => {
      if (warnings.length === 0)
        return ok('Mails are sent, and links begin with the address of this service.');
      const names = warnings.map(({ name }) => name);
      return warning(
        warnings.map(({ customerText }) => customerText).join(' '),
        `Nothing in your account has to change: tell Declaree support, who sets ${names.join(' and ')}.${
          names.includes('SMTP_URL') ? ' Until then an administrator can give people new passwords.' : ''
        }`,
      );
    },
  };
}
