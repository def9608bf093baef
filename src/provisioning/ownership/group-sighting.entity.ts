import { Entity, Index, type Relation } from 'typeorm';
import { Group } from '../../groups/group.entity.js';
import { InAccount } from '../../platform/database/sql/entity-columns.js';
import { Sighting } from './sighting.js';

/** When identity providers last saw and wrote a group. Deleted with it; the journal keeps it for an undo. */
@Entity('group_sightings')
@Index('ix_group_sightings_seen', ['accountId', 'lastSeenAt', 'resourceId'])
@Index('ix_group_sightings_manager', ['accountId', 'managedById', 'resourceId'])
export class GroupSighting extends Sighting {
  @InAccount(() => Group, 'CASCADE') resource: Relation<Group>;
}
