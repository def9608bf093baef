import type { Relation } from 'typeorm';
import { Id, InAccount, Instant, Reference } from '../../platform/database/sql/entity-columns.js';
import { ManagingConnection } from './managing-connection.entity.js';

/** When identity providers last saw and wrote a resource, to the hour, and who manages it. No row: never seen. */
export abstract class Sighting {
  @Id() accountId: string;
  @Id() resourceId: string;

  /** The connection that wrote it last; null if it has only been looked up. */
  @Reference({ nullable: true }) managedById: string | null;

  /** The last look-up that returned it, or the last write. */
  @Instant() lastSeenAt: string;
  @Instant({ nullable: true }) lastWrittenAt: string | null;

  @InAccount(() => ManagingConnection, 'NO ACTION') managedBy: Relation<ManagingConnection> | null;
}
