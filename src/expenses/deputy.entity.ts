import { Entity, Index, type Relation } from 'typeorm';
import { Id, InAccount, Instant, Reference } from '../platform/database/sql/entity-columns.js';
import { User } from '../users/user.entity.js';

/** A person who gets what would go to a user for approval during a period. */
@Entity('deputies')
@Index('ix_deputies_user', ['accountId', 'userId', 'id'])
@Index('ix_deputies_deputy', ['accountId', 'deputyId', 'id'])
export class Deputy {
  @Id() accountId: string;
  @Id() id: string;
  @Reference() userId: string;
  @Reference() deputyId: string;
  @Instant() startsAt: string;
  @Instant() endsAt: string;
  @Instant() createdAt: string;
  @InAccount(() => User, 'CASCADE') user: Relation<User>;
  @InAccount(() => User, 'CASCADE') deputy: Relation<User>;
}
