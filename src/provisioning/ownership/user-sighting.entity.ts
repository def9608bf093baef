import { Entity, Index, type Relation } from 'typeorm';
import { InAccount } from '../../platform/database/sql/entity-columns.js';
import { User } from '../../users/user.entity.js';
import { Sighting } from './sighting.js';

/** Index of the users that identity providers manage. */
export const MANAGED_USERS = 'ix_user_sightings_manager';

/** When identity providers last saw and wrote a user. Stays with the row of a deleted user until the person is erased. */
@Entity('user_sightings')
@Index('ix_user_sightings_seen', ['accountId', 'lastSeenAt', 'resourceId'])
@Index(MANAGED_USERS, ['accountId', 'managedById', 'resourceId'])
export class UserSighting extends Sighting {
  @InAccount(() => User, 'CASCADE') resource: Relation<User>;
}
