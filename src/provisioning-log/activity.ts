import type { ActivityRecord } from './activity-record.entity.js';
import type { ProviderLogin } from './provider-login.js';

/** What an account's identity provider did last; null where it never did. Times are ISO 8601. */
export interface Activity extends ProviderLogin {
  /** When anybody with a valid credential called. */
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

/** What a row holds; nothing where there is none. */
export function activityOf(row: Columns | undefined): Activity {
  return {
    lastCallAt: row?.lastCallAt ?? null,
    provider: row ? providerOf(row) : null,
    lastTest: row ? lastTestOf(row) : null,
  };
}

/** The row that holds it. */
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
