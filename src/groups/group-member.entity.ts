import { Entity, Index, type Relation } from 'typeorm';
import { Id, InAccount, Instant } from '../platform/database/sql/entity-columns.js';
import { User } from '../users/user.entity.js';
import { Group } from './group.entity.js';

/** A user's membership in a group. Both foreign keys include the account, so the database refuses other accounts. */
@Entity('group_members')
@Index('ix_group_members_user', ['accountId', 'userId', 'groupId'])
export class GroupMember {
  @Id() accountId: string;
  @Id() groupId: string;
  @Id() userId: string;
  @Instant() createdAt: string;
  @InAccount(() => Group, 'CASCADE') group: Relation<Group>;
  @InAccount(() => User, 'CASCADE') user: Relation<User>;
}
