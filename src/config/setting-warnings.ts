import { addressFaults } from './address-faults.js';
import type { Settings } from './settings.js';

/** A setting that an installation for others lacks, or cannot work with. */
export interface SettingWarning {
  name: 'SMTP_URL' | 'PUBLIC_URL';
  /** For whoever runs the program. */
  consequence: string;
  /** For the customers. */
  told: string;
}

/** What is amiss in production; elsewhere, only a `PUBLIC_URL` that no identity provider can use. */
export function settingWarnings({
  nodeEnv,
  smtpUrl,
  publicUrl,
}: Pick<Settings, 'nodeEnv' | 'smtpUrl' | 'publicUrl'>): SettingWarning[] {
  const isProduction = nodeEnv === 'production';
  const warnings: SettingWarning[] = [];
  if (isProduction && smtpUrl === undefined) {
    warnings.push({
      name: 'SMTP_URL',
      consequence: 'SMTP_URL is not set: mails are written to a file, and reach nobody',
      told: 'This installation of Declaree sends no mails, so nobody gets the one to choose a new password.',
    });
  }
  if (isProduction && publicUrl === undefined) {
    warnings.push({
      name: 'PUBLIC_URL',
      consequence: 'PUBLIC_URL is not set: links begin with the host that a request names',
      told: 'This installation of Declaree does not know its own address, so links in mails may lead astray.',
    });
  }
  const faults = publicUrl === undefined ? [] : addressFaults(publicUrl);
  if (publicUrl !== undefined && faults.length > 0) {
    const reasons = faults.join(' ');
    warnings.push({
      name: 'PUBLIC_URL',
      consequence: `PUBLIC_URL is ${publicUrl}, which no identity provider can use: ${reasons}`,
      told: `The address of this installation is ${publicUrl}, which no identity provider can use: ${reasons}`,
    });
  }
  return warnings;
}
