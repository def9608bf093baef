import { addressFaults } from './address-faults.js';
import type { Settings } from './settings.js';

/** A setting that is missing or unusable on a server with customers. */
export interface SettingWarning {
  name: 'SMTP_URL' | 'PUBLIC_URL';
  /** Text for the person who runs the server. */
  consequence: string;
  /** Text for customers. */
  customerText: string;
}

/**
 * Problems with the settings in production; elsewhere, only a `PUBLIC_URL` that identity providers cannot use.
 */
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
      consequence: 'SMTP_URL is not set: mails are written to a file and not sent',
      customerText:
        'This installation of Declaree does not send mails, so nobody can reset their password by mail.',
    });
  }
  if (isProduction && publicUrl === undefined) {
    warnings.push({
      name: 'PUBLIC_URL',
      consequence: 'PUBLIC_URL is not set: links use the host of the request',
      customerText:
        'This installation of Declaree does not know its own address, so links in mails may be wrong.',
    });
  }
  const faults = publicUrl === undefined ? [] : addressFaults(publicUrl);
  if (publicUrl !== undefined && faults.length > 0) {
    const reasons = faults.join(' ');
    warnings.push({
      name: 'PUBLIC_URL',
      consequence: `PUBLIC_URL is ${publicUrl}, which no identity provider can use: ${reasons}`,
      customerText: `The address of this installation is ${publicUrl}, which no identity provider can use: ${reasons}`,
    });
  }
  return warnings;
}
