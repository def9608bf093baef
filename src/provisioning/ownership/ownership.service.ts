import { Injectable } from '@nestjs/common';
import type { AccountTransaction } from '../../platform/database/account-transaction.js';
import { GroupSightings, type SightingSource } from '../../groups/group-sightings.js';
import { all, equal, exists, present } from '../../platform/database/sql/predicate.js';
import { leftJoin } from '../../platform/database/sql/selection.js';
import type { ResourceName } from '../log/provisioning-event.entity.js';
import type { KeptSighting } from '../../users/directory-change.js';
import { User } from '../../users/user.entity.js';
import { UserListeners, type UserListener } from '../../users/user-listeners.js';
import { GroupSighting } from './group-sighting.entity.js';
import { ManagingConnection, type ConnectionKind } from './managing-connection.entity.js';
import { TABLES } from './sighted.js';
import { MANAGED_USERS, UserSighting } from './user-sighting.entity.js';

/** The connection that manages a resource. */
export interface Manager {
  /** Id of the user or of the OAuth connection that wrote it last. */
  id: string;
  /** The user name or the connection's name. */
  name: string;
  kind: ConnectionKind;
  /** The product that its client names in `User-Agent`. */
  client: string | null;
}

/** Who manages a resource, and when identity providers last saw and wrote it (ISO 8601, to the hour). */
export interface Ownership {
  managedBy: Manager | null;
  lastSeenAt: string | null;
  lastWrittenAt: string | null;
}

/** The ownership of a resource that no identity provider has seen. */
export const UNSEEN: Ownership = { managedBy: null, lastSeenAt: null, lastWrittenAt: null };

/** Replaces the name of an erased user whose credential has written resources. */
const ERASED = 'erased';

const READ = {
  columns: ['resourceId', 'lastSeenAt', 'lastWrittenAt'],
  joins: [
    leftJoin(ManagingConnection, {
      on: { id: 'managedById' },
      columns: { ownerId: 'ownerId', kind: 'kind', name: 'name', client: 'client' },
    }),
  ],
} as const;

/** Finds which connection manages a user or a group. */
@Injectable()
export class Owners implements UserListener, SightingSource {
  constructor(users: UserListeners, groups: GroupSightings) {
    users.register(this);
    groups.register(this);
  }

  /** The ownership of each of these resources that has been seen, in one statement for a page of them. */
  async ofAll(
    tx: AccountTransaction,
    type: ResourceName,
    resources: readonly { id: string }[],
  ): Promise<ReadonlyMap<string, Ownership>> {
    const ids = resources.map(({ id }) => id);
    const { Sightings } = TABLES[type];
    const rows = await tx.selectListed(Sightings, 'resourceId', ids, READ);
    return new Map(
      rows.map(({ resourceId, lastSeenAt, lastWrittenAt, ownerId, kind, name, client }) => {
        const managedBy =
          ownerId === null || kind === null || name === null ? null : { id: ownerId, name, kind, client };
        return [resourceId, { managedBy, lastSeenAt, lastWrittenAt }];
      }),
    );
  }

  async of(tx: AccountTransaction, type: ResourceName, id: string): Promise<Ownership> {
    return (await this.ofAll(tx, type, [{ id }])).get(id) ?? UNSEEN;
  }

  /** How many people identity providers manage; counts no further than `most`. */
  countPeople(tx: AccountTransaction, most: number): Promise<number> {
    const where = all(present('managedById'), exists(User, { id: 'resourceId' }));
    return tx.countAtMost(UserSighting, { where, most, forceIndex: MANAGED_USERS });
  }

  /** Deletes what is known about a user whose personal data is erased. */
  async erase(tx: AccountTransaction, userId: string): Promise<void> {
    await tx.delete(UserSighting, equal('resourceId', userId));
    await tx.update(ManagingConnection, { name: ERASED }, equal('ownerId', userId));
  }

  async accessEnded(): Promise<void> {
    // Who manages a user does not depend on the user's own access.
  }

  async deleted(): Promise<void> {
    // A user who is restored has the same manager again; until the erasure, nobody else can see the row.
  }

  async ofGroup(tx: AccountTransaction, groupId: string): Promise<KeptSighting | null> {
    const columns = ['managedById', 'lastSeenAt', 'lastWrittenAt'] as const;
    return (await tx.find(GroupSighting, { columns, where: equal('resourceId', groupId) })) ?? null;
  }

  /** Restores who manages a group that was created again. */
  async putGroupBack(tx: AccountTransaction, groupId: string, sighting: KeptSighting): Promise<void> {
    await tx.insert(GroupSighting, [{ resourceId: groupId, ...sighting }]);
  }
}
