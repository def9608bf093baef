import type { AccountTransaction } from '../../platform/database/account-transaction.js';
import { compare, equal } from '../../platform/database/sql/predicate.js';
import { withCall } from './call-days.js';
import { ConnectionCalls } from './connection-calls.entity.js';
import { takesOver, type ClientUse } from './provider-login.js';

/** A call of a connection whose credential was valid, even if the account has switched SCIM off, or paused it. */
export type ConnectionCall = Pick<ConnectionCalls, 'ownerId' | 'kind' | 'keyId'> & ClientUse;

/** The calls of an account that are not stored yet: the last one of each connection, by its owner. */
export type NotedCalls = ReadonlyMap<string, ConnectionCall>;

const NO_CALLS: NotedCalls = new Map();

/** The one call as a map; empty if a browser made it. */
export function callsOf(call: ConnectionCall): NotedCalls {
  return takesOver(call, null) ? new Map([[call.ownerId, call]]) : NO_CALLS;
}

/**
 * Merges later calls into earlier ones. For the same connection, a script does not replace a product that
 * names itself.
 */
export function callsAfter(earlier: NotedCalls | undefined, later: NotedCalls | undefined): NotedCalls {
  if (!earlier || !later) return later ?? earlier ?? NO_CALLS;
  const calls = new Map(earlier);
  for (const [ownerId, call] of later) {
    if (takesOver(call, calls.get(ownerId) ?? null)) calls.set(ownerId, call);
  }
  return calls;
}

/**
 * Stores the calls, with one statement for each connection that has called, and one more. The caller must
 * have locked the account's activity. Replicas may write out of order, so an older time never replaces a
 * newer one.
 */
export async function storeCalls(tx: AccountTransaction, calls: NotedCalls): Promise<void> {
  if (calls.size === 0) return;
  const rows = await tx.selectListed(ConnectionCalls, 'ownerId', [...calls.keys()], {
    columns: ['ownerId', 'client', 'lastCallAt', 'callDays'],
  });
  const known = new Map(rows.map((row) => [row.ownerId, row]));
  for (const { ownerId, kind, keyId, client, time } of calls.values()) {
    const row = known.get(ownerId);
    if (!takesOver({ client, time }, row ? { client: row.client, time: row.lastCallAt } : null)) continue;
    const days = row ? { lastAt: row.lastCallAt, bits: row.callDays } : null;
    const values = { kind, keyId, client, lastCallAt: time, callDays: withCall(days, time).bits };
    if (row) await tx.update(ConnectionCalls, values, equal('ownerId', ownerId));
    else await tx.insert(ConnectionCalls, [{ ownerId, ...values }]);
  }
}

/** Deletes what is known about connections that have not called since `instant`. */
export async function pruneCalls(tx: AccountTransaction, instant: Date): Promise<void> {
  await tx.delete(ConnectionCalls, compare('lastCallAt', '<', instant.toISOString()));
}
