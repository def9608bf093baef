import type { Settings } from '../../config.js';
import { missingSettings } from '../../missing-settings.js';
import { ok, warning, type Check } from '../check.js';

const SAID = {
  SMTP_URL: 'This installation of Declaree sends no mails, so nobody gets the one to choose a new password.',
  PUBLIC_URL:
    'This installation of Declaree does not know its own address, so links in mails may lead astray.',
};

/** What the whole installation lacks; its operator alone can change it, its customers suffer from it. */
export function installationCheck(settings: Settings): Check {
  return {
    id: 'installation',
    title: 'Installation',
    run: async () => {
      const missing = missingSettings(settings);
      if (missing.length === 0)
        return ok('Mails are sent, and links begin with the address of this service.');
      const names = missing.map(({ name }) => name).join(' and ');
      return warning(
        missing.map(({ name }) => SAID[name]).join(' '),
        `Nothing in your account has to change: tell Declaree support, who sets ${names}. Until then an administrator can give people new passwords.`,
      );
    },
  };
}
