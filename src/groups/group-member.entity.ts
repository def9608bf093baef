import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { User } from '../users/user.entity.js';
import { Group } from './group.entity.js';

/** A user's membership in a group. Both foreign keys include the account, so the database refuses other accounts. */
@Entity('group_members')
@Index('ix_group_members_user', ['accountId', 'userId', 'groupId'])
export class GroupMember {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  accountId: string;

  @PrimaryColumn({ type: 'varchar', length: 36 })
  groupId: string;

  @PrimaryColumn({ type: 'varchar', length: 36 })
  userId: string;

  @Column({ type: 'datetime', precision: 3 })
  createdAt: string;

  @ManyToOne(() => Group, { onDelete: 'CASCADE', onUpdate: 'NO ACTION' })
  @JoinColumn([
    {
      name: 'accountId',
      referencedColumnName: 'accountId',
      foreignKeyConstraintName: 'fk_group_members_group',
    },
    { name: 'groupId', referencedColumnName: 'id', foreignKeyConstraintName: 'fk_group_members_group' },
  ])
  group: Relation<Group>;

  @ManyToOne(() => User, { onDelete: 'CASCADE', onUpdate: 'NO ACTION' })
  @JoinColumn([
    {
      name: 'accountId',
      referencedColumnName: 'accountId',
      foreignKeyConstraintName: 'fk_group_members_user',
    },
    { name: 'userId', referencedColumnName: 'id', foreignKeyConstraintName: 'fk_group_members_user' },
  ])
  user: Relation<User>;
}
