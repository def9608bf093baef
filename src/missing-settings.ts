import type { Settings } from './config.js';

/** A setting that production needs, and what is wrong without it, for whoever runs the program. */
export interface MissingSetting {
  name: 'SMTP_URL' | 'PUBLIC_URL';
  consequence: string;
}

/** What an installation for production lacks; nothing elsewhere. */
export function missingSettings({
  nodeEnv,
  smtpUrl,
  publicUrl,
}: Pick<Settings, 'nodeEnv' | 'smtpUrl' | 'publicUrl'>): MissingSetting[] {
  if (nodeEnv !== 'production') return [];
  const missing: MissingSetting[] = [];
  if (smtpUrl === undefined) {
    missing.push({ name: 'SMTP_URL', consequence: 'mails are written to a file, and reach nobody' });
  }
  if (publicUrl === undefined) {
    missing.push({ name: 'PUBLIC_URL', consequence: 'links begin with the host that a request names' });
  }
  return missing;
}
