import { Inject, Injectable } from '@nestjs/common';
import { ApiKey } from '../../auth/api-key.entity.js';
import { newId } from '../../common/identifier.js';
import { moment } from '../../common/moment.js';
import type { Settings } from '../../config/settings.js';
import { SETTINGS } from '../../config/settings.module.js';
import { OauthClient } from '../../oauth/oauth-client.entity.js';
import type { AccountTransaction } from '../../platform/database/account-transaction.js';
import { SYSTEM } from '../../platform/database/author.js';
import { all, equal, not, present } from '../../platform/database/sql/predicate.js';
import { User } from '../../users/user.entity.js';
import { ConnectionCalls } from '../log/connection-calls.entity.js';
import { NotificationOutbox } from '../notifications/notification-outbox.service.js';
import { managerLabel } from '../ownership/manager-label.js';
import { ProvisioningSettingsService } from '../settings/provisioning-settings.service.js';
import { Alarm } from './alarm.entity.js';
import { silence } from './alarm-messages.js';
import { isSilent } from './silence.js';

type Calls = Pick<ConnectionCalls, 'ownerId' | 'kind' | 'keyId' | 'client' | 'lastCallAt' | 'callDays'>;

/** A connection that may call, and its name. */
interface Connection extends Calls {
  name: string;
}

/** How many silent connections the overview names. */
const SHOWN_AT_MOST = 5;

const OPEN = all(equal('kind', 'silence'), not(present('acknowledgedAt')));

/**
 * Raises an alarm, once until it calls again, when a connection has stopped calling that used to call almost daily; none while
 * the account has paused SCIM, and none of a connection that was revoked or removed. Closes alarms of what is over.
 */
@Injectable()
export class SilenceAlarm {
  constructor(
    private readonly outbox: NotificationOutbox,
    private readonly provisioning: ProvisioningSettingsService,
    @Inject(SETTINGS) private readonly settings: Pick<Settings, 'publicUrl'>,
  ) {}

  /**
   * Does what is due at `now`. The caller has locked the account, so that two replicas do not raise the same alarm.
   * @param account its name
   */
  async look(tx: AccountTransaction, { account, now }: { account: string; now: Date }): Promise<void> {
    const connections = await connectionsThatCall(tx);
    await this.close(tx, connections, now);
    const silent = connections.filter(({ lastCallAt: lastAt, callDays: bits }) =>
      isSilent({ lastAt, bits }, now),
    );
    if (silent.length === 0 || (await this.provisioning.read(tx)).paused) return;
    const ids = silent.map(({ ownerId }) => ownerId);
    const raised = await tx.selectListed(Alarm, 'connectionId', ids, {
      columns: ['connectionId', 'at'],
      where: equal('kind', 'silence'),
    });
    for (const connection of silent) {
      const isKnown = raised.some(
        ({ connectionId, at }) => connectionId === connection.ownerId && at >= connection.lastCallAt,
      );
      if (!isKnown) await this.raise(tx, { account, connection, now });
    }
  }

  /** Closes the alarms of connections that have called again, or may no longer call. */
  private async close(tx: AccountTransaction, connections: readonly Connection[], now: Date): Promise<void> {
    const open = await tx.select(Alarm, { columns: ['id', 'connectionId', 'at'], where: OPEN });
    const over = open.filter(({ connectionId, at }) => {
      const calls = connections.filter(({ ownerId }) => connectionId === null || ownerId === connectionId);
      return calls.length === 0 || calls.some(({ lastCallAt }) => lastCallAt > at);
    });
    if (over.length === 0) return;
    const ids = over.map(({ id }) => id);
    const closed = { acknowledgedAt: now.toISOString(), acknowledgedBy: SYSTEM.name };
    await tx.updateListed(Alarm, 'id', ids, closed);
  }

  private async raise(
    tx: AccountTransaction,
    { account, connection, now }: { account: string; connection: Connection; now: Date },
  ): Promise<void> {
    const id = newId();
    const at = now.toISOString();
    const { ownerId, kind, name, lastCallAt } = connection;
    const label = managerLabel(connection);
    const detail = `${label} used to call almost every day. Its last call was on ${moment(lastCallAt)}.`;
    await tx.insert(Alarm, [{ id, kind: 'silence', at, connectionId: ownerId, detail, notifiedAt: at }]);
    const about = { account, publicUrl: this.settings.publicUrl };
    const said = { alarmId: id, connection: { kind, id: ownerId, name }, label, lastCallAt };
    await this.outbox.add(tx, 'silence', silence(about, said));
  }
}

/** What is said of each connection that is silent, as long as nobody has marked the alarm as seen. */
export async function openSilences(tx: AccountTransaction): Promise<string[]> {
  const open = await tx.select(Alarm, { columns: ['detail'], where: OPEN, limit: SHOWN_AT_MOST });
  return open.flatMap(({ detail }) => detail ?? []);
}

/** The connections that have called and still may: not revoked, nor those of users who are no administrators any more. */
async function connectionsThatCall(tx: AccountTransaction): Promise<Connection[]> {
  const calls = await tx.select(ConnectionCalls, {
    columns: ['ownerId', 'kind', 'keyId', 'client', 'lastCallAt', 'callDays'],
  });
  const ids = calls.map(({ ownerId }) => ownerId);
  const users = await tx.selectListed(User, 'id', ids, {
    columns: ['id', 'userName'],
    where: all(equal('active', true), equal('role', 'admin')),
  });
  const clients = await tx.selectListed(OauthClient, 'id', ids, { columns: ['id', 'name'] });
  const keys = await tx.selectListed(
    ApiKey,
    'id',
    calls.flatMap(({ keyId }) => keyId ?? []),
    { columns: ['id'] },
  );
  const names = new Map([
    ...users.map(({ id, userName }): [string, string] => [id, userName]),
    ...clients.map(({ id, name }): [string, string] => [id, name]),
  ]);
  const keyIds = new Set(keys.map(({ id }) => id));
  return calls.flatMap((each) => {
    const name = names.get(each.ownerId);
    const isRevoked = each.keyId !== null && !keyIds.has(each.keyId);
    return name === undefined || isRevoked ? [] : [{ ...each, name }];
  });
}
