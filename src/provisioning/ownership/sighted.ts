import type { Provisioner } from '../../auth/principal.js';
import { provisionerName } from '../../auth/principal.js';
import { Group } from '../../groups/group.entity.js';
import type { Entity } from '../../platform/database/sql/columns.js';
import type { ResourceName } from '../log/provisioning-event.entity.js';
import { User } from '../../users/user.entity.js';
import { GroupSighting } from './group-sighting.entity.js';
import type { ConnectionKind } from './managing-connection.entity.js';
import type { Sighting } from './sighting.js';
import { UserSighting } from './user-sighting.entity.js';

/** For each resource type, the table of its sightings and the table of its resources. */
export const TABLES: Readonly<
  Record<ResourceName, { Sightings: Entity<Sighting>; Resources: Entity<{ id: string }> }>
> = {
  User: { Sightings: UserSighting, Resources: User },
  Group: { Sightings: GroupSighting, Resources: Group },
};

/** A connection that writes, as it identifies itself. */
export interface Writer {
  kind: ConnectionKind;
  ownerId: string;
  name: string;
  client: string | null;
}

/** @param client the product that the client names in its `User-Agent` */
export function writerOf(provisioner: Provisioner, client: string | null): Writer {
  const name = provisionerName(provisioner);
  if (provisioner.kind === 'connection')
    return { kind: 'connection', ownerId: provisioner.connectionId, name, client };
  const kind = provisioner.credential === 'key' ? 'api-key' : 'user';
  return { kind, ownerId: provisioner.userId, name, client };
}

/** The key that distinguishes one connection from another. */
export const writerKey = ({ kind, ownerId }: Pick<Writer, 'kind' | 'ownerId'>) => `${kind} ${ownerId}`;
