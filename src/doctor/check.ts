import type { ModuleStatus } from '../accounts/modules.service.js';
import type { ScimPause } from '../auth/principal.js';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import type { Activity } from '../provisioning/log/activity.js';
import type { RecordedEvent } from '../provisioning/log/recorded-event.js';
import type { ProviderWords } from '../provisioning/log/provider-words.js';
import type { KnownAdministrators } from './provisioning-administrators.service.js';

export const LEVELS = ['ok', 'warning', 'problem'] as const;
export type Level = (typeof LEVELS)[number];

/** What a check found. `advice` says what to do; it is null if all is well. */
export type Finding =
  | { level: 'ok'; detail: string; advice: null }
  | { level: 'warning' | 'problem'; detail: string; advice: string };

/** A line of the doctor's report. */
export type CheckResult = { id: string; title: string } & Finding;

/** A connection, and the organization that its new users join. */
export interface ProviderConnection {
  name: string;
  organizationName: string;
  /** The parent organization; null for one at the top. */
  parentId: string | null;
}

/** Facts about the account that several checks need, read once. */
export interface DoctorContext {
  now: Date;
  module: ModuleStatus;
  /** Whether expenses are on. */
  expenses: boolean;
  /** Set while the account's administrators have paused SCIM. */
  pause: ScimPause | null;
  /** Whether values of SCIM's `roles` grant roles. */
  rolesGrant: boolean;
  administrators: KnownAdministrators;
  /** The connection that the identity provider uses; null if it uses a login or an API key. */
  connection: ProviderConnection | null;
  activity: Activity;
  /** The terms of the account's identity provider. */
  words: ProviderWords;
  /** Why the API key of the identity provider no longer works; null if it works, or if there is no key. */
  keyFault: string | null;
  /** The failures of the last days in the provisioning log, newest first, at most `NEWEST`. */
  failures: readonly RecordedEvent[];
}

/**
 * One check; null if it does not apply to the account. It runs a fixed number of statements, however much data the account has, and reads only the rows that it
 * shows.
 */
export interface Check {
  readonly id: string;
  readonly title: string;
  run(tx: AccountTransaction, context: DoctorContext): Promise<Finding | null>;
}

export const ok = (detail: string): Finding => ({ level: 'ok', detail, advice: null });
export const warning = (detail: string, advice: string): Finding => ({ level: 'warning', detail, advice });
export const problem = (detail: string, advice: string): Finding => ({ level: 'problem', detail, advice });
