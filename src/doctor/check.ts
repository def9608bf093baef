import type { ModuleStatus } from '../accounts/modules.service.js';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import type { Activity } from '../provisioning-log/activity.js';
import type { RecordedEvent } from '../provisioning-log/recorded-event.js';
import type { ProviderWords } from '../provisioning-log/provider-words.js';
import type { KnownAdministrators } from './provisioning-administrators.service.js';

export const LEVELS = ['ok', 'warning', 'problem'] as const;
export type Level = (typeof LEVELS)[number];

/** What a check found. `advice` says what to do, and is null where all is well. */
export type Finding =
  | { level: 'ok'; detail: string; advice: null }
  | { level: 'warning' | 'problem'; detail: string; advice: string };

/** A line of the doctor's report. */
export type CheckResult = { id: string; title: string } & Finding;

/** What several checks want to know of the account, read once. */
export interface Circumstances {
  now: Date;
  module: ModuleStatus;
  administrators: KnownAdministrators;
  activity: Activity;
  /** How things are called in the identity provider that the account has. */
  words: ProviderWords;
  /** Why the API key that the identity provider uses lets nobody in any more; null where it does, or where there is none. */
  keyFault: string | null;
  /** The failures of the last days in the provisioning log, newest first; of very many the newest. */
  failures: readonly RecordedEvent[];
}

/**
 * One rule. It runs a fixed number of statements, however much data the account has, and reads no more rows than it
 * shows.
 */
export interface Check {
  readonly id: string;
  readonly title: string;
  run(tx: AccountTransaction, circumstances: Circumstances): Promise<Finding>;
}

export const ok = (detail: string): Finding => ({ level: 'ok', detail, advice: null });
export const warning = (detail: string, advice: string): Finding => ({ level: 'warning', detail, advice });
export const problem = (detail: string, advice: string): Finding => ({ level: 'problem', detail, advice });
