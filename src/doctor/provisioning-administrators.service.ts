import { foldKey } from '../common/fold-key.js';
import { Injectable } from '@nestjs/common';
import { ApiKey } from '../auth/api-key.entity.js';
import type { AccountTransaction } from '../platform/database/account-transaction.js';
import {
  all,
  any,
  compare,
  equal,
  exists,
  not,
  present,
  type Where,
} from '../platform/database/sql/predicate.js';
import { Organization } from '../organizations/organization.entity.js';
import type { Activity } from '../provisioning/log/activity.js';
import { User } from '../users/user.entity.js';
import { findByUserName } from '../users/user-name.js';
import { join } from '../platform/database/sql/selection.js';

/** An active user of role admin with a password or a valid API key. */
export interface Administrator {
  id: string;
  userName: string;
  organizationName: string;
  /** The parent organization; null for one at the top. */
  parentId: string | null;
}

/** The user that the identity provider last logged in as. `fault` says why it cannot provision; null if it can. */
export interface NamedUser {
  userName: string;
  fault: string | null;
}

export interface KnownAdministrators {
  /** null if the identity provider has never called. */
  named: NamedUser | null;
  /** The named user if it can provision, else another that can; undefined if nobody can. */
  usable: Administrator | undefined;
}

/** Finds the user whose credential the account's identity provider uses. */
@Injectable()
export class ProvisioningAdministrators {
  async find(tx: AccountTransaction, activity: Activity, now: Date): Promise<KnownAdministrators> {
    const name = lastName(activity);
    const named = name === undefined ? undefined : await findByUserName(tx, name);
    const usable = canProvision(now);
    const own =
      named && (await findAdministrator(tx, all(usable, equal('userNameKey', foldKey(named.userName)))));
    return {
      named: name === undefined ? null : { userName: name, fault: own ? null : faultOf(named) },
      usable: own ?? (await findAdministrator(tx, usable)),
    };
  }
}

/** The login name that the identity provider used last, successfully or not. */
function lastName({ provider, lastTest }: Activity): string | undefined {
  return lastTest && lastTest.time > (provider?.time ?? '') ? lastTest.actor : provider?.actor;
}

function canProvision(now: Date): Where<User> {
  const validKey = any(not(present('expiresAt')), compare('expiresAt', '>', now.toISOString()));
  return all(
    equal('role', 'admin'),
    equal('active', true),
    any(present('passwordHash'), exists(ApiKey, { userId: 'id' }, validKey)),
  );
}

function findAdministrator(tx: AccountTransaction, where: Where<User>): Promise<Administrator | undefined> {
  return tx.find(User, {
    columns: ['id', 'userName'],
    joins: [
      join(Organization, {
        on: { id: 'organizationId' },
        columns: { organizationName: 'name', parentId: 'parentId' },
      }),
    ],
    where,
    orderBy: [{ column: 'id' }],
  });
}

function faultOf(user: Pick<User, 'active' | 'role'> | undefined): string {
  if (!user) return 'is no longer a user of this account';
  if (!user.active) return 'is deactivated';
  if (user.role !== 'admin') return `has the role ${user.role}, not admin`;
  return 'has neither a password nor a valid API key';
}
