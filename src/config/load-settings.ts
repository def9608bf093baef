import { SettingFault } from './setting-parsers.js';
import { SETTING_DEFINITIONS, type SettingDefinition, type Settings } from './settings.js';

/** Stops the start. The message is one line that names every invalid setting and never shows a secret. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/**
 * Reads the settings from `env`. An empty string counts as not set.
 * @throws SettingsError naming every invalid setting
 */
export function loadSettings(env: Record<string, string | undefined>): Settings {
  const definitions: readonly SettingDefinition[] = Object.values(SETTING_DEFINITIONS);
  const faults = definitions.flatMap((setting) => findFault(setting, env[setting.name]) ?? []);
  if (faults.length > 0) throw new SettingsError(faults.join('; '));

  const optional = <Value>(setting: SettingDefinition<Value>): Value | undefined => {
    const text = env[setting.name];
    return text ? setting.parse(text) : undefined;
  };
  const required = <Value>(setting: SettingDefinition<Value>): Value =>
    setting.parse(env[setting.name] || setting.default);
  return {
    host: required(SETTING_DEFINITIONS.host),
    port: required(SETTING_DEFINITIONS.port),
    database: required(SETTING_DEFINITIONS.database),
    publicUrl: optional(SETTING_DEFINITIONS.publicUrl),
    trustProxy: required(SETTING_DEFINITIONS.trustProxy),
    nodeEnv: required(SETTING_DEFINITIONS.nodeEnv),
    logLevel: required(SETTING_DEFINITIONS.logLevel),
    redisUrl: optional(SETTING_DEFINITIONS.redisUrl),
    smtpUrl: optional(SETTING_DEFINITIONS.smtpUrl),
    mailFrom: optional(SETTING_DEFINITIONS.mailFrom),
    metricsPort: optional(SETTING_DEFINITIONS.metricsPort),
    demo: optional(SETTING_DEFINITIONS.demo),
    demoPassword: optional(SETTING_DEFINITIONS.demoPassword),
    migrateOnStart: required(SETTING_DEFINITIONS.migrateOnStart),
    provisioningLogDays: required(SETTING_DEFINITIONS.provisioningLogDays),
    auditLogDays: required(SETTING_DEFINITIONS.auditLogDays),
    runPauseSeconds: required(SETTING_DEFINITIONS.runPauseSeconds),
    journalDays: required(SETTING_DEFINITIONS.journalDays),
    deletedUserDays: required(SETTING_DEFINITIONS.deletedUserDays),
    operator: optional(SETTING_DEFINITIONS.operator),
    rateLimitPerAccount: required(SETTING_DEFINITIONS.rateLimitPerAccount),
    oauthTokenMinutes: required(SETTING_DEFINITIONS.oauthTokenMinutes),
    oauthPrivateKeySets: required(SETTING_DEFINITIONS.oauthPrivateKeySets),
  };
}

function findFault(setting: SettingDefinition, text: string | undefined): string | undefined {
  if (!text) return undefined;
  try {
    setting.parse(text);
    return undefined;
  } catch (error) {
    if (error instanceof SettingFault) return `${setting.name} must ${error.message}`;
    // JSON.stringify escapes line breaks, so the message stays one line.
    const shown = setting.secret ? '' : `, not ${JSON.stringify(text.slice(0, 100))}`;
    return `${setting.name} must be ${setting.expected}${shown}`;
  }
}
