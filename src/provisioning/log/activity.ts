import type { ActivityRecord } from './activity-record.entity.js';
import type { ProviderLogin } from './provider-login.js';

/** The last activity of an account's identity provider; null if there was none. Times are ISO 8601. */
export interface Activity extends ProviderLogin {
  /** When anyone with a valid credential last called. */
  lastCallAt: string | null;
}

export const ACTIVITY_COLUMNS = [
  'lastCallAt',
  'providerAt',
  'providerActor',
  'providerKeyId',
  'providerClient',
  'lastTestAt',
  'lastTestActor',
  'lastTestKeyId',
  'lastTestClient',
  'lastTestStatus',
  'lastTestDetail',
  'lastTestCode',
] as const;

type Columns = Pick<ActivityRecord, (typeof ACTIVITY_COLUMNS)[number]>;

/** The activity that a row stores; an empty one without a row. */
export function activityOf(row: Columns | undefined): Activity {
  return {
    lastCallAt: row?.lastCallAt ?? null,
    provider: row ? providerOf(row) : null,
    lastTest: row ? lastTestOf(row) : null,
  };
}

/** The columns that store an activity. */
export function columnsOf({ lastCallAt, provider, lastTest }: Activity): Columns {
  return {
    lastCallAt,
    providerAt: provider?.time ?? null,
    providerActor: provider?.actor ?? null,
    providerKeyId: provider?.keyId ?? null,
    providerClient: provider?.client ?? null,
    lastTestAt: lastTest?.time ?? null,
    lastTestActor: lastTest?.actor ?? null,
    lastTestKeyId: lastTest?.keyId ?? null,
    lastTestClient: lastTest?.client ?? null,
    lastTestStatus: lastTest?.status ?? null,
    lastTestDetail: lastTest?.detail ?? null,
    lastTestCode: lastTest?.code ?? null,
  };
}

function providerOf({ providerAt, providerActor, providerKeyId, providerClient }: Columns) {
  if (providerAt === null || providerActor === null) return null;
  return { time: providerAt, actor: providerActor, keyId: providerKeyId, client: providerClient };
}

function lastTestOf(row: Columns): Activity['lastTest'] {
  const { lastTestAt, lastTestActor, lastTestStatus } = row;
  if (lastTestAt === null || lastTestActor === null || lastTestStatus === null) return null;
  return {
    time: lastTestAt,
    actor: lastTestActor,
    keyId: row.lastTestKeyId,
    client: row.lastTestClient,
    status: lastTestStatus,
    detail: row.lastTestDetail,
    code: row.lastTestCode,
  };
}
