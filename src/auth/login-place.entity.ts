import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { KEY_LENGTH } from '../platform/database/sql/searchable-text.js';
import { User } from '../users/user.entity.js';

/** Maximum length of a network: an IPv6 network, or another text from a proxy. */
export const NETWORK_LENGTH = 64;

/** A network from which a user has logged in with a password, and the name used. */
@Entity('login_places')
@Index('ix_login_places_last', ['accountId', 'lastAt'])
export class LoginPlace {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  accountId: string;

  @PrimaryColumn({ type: 'varchar', length: 36 })
  userId: string;

  @PrimaryColumn({ type: 'varchar', length: NETWORK_LENGTH })
  network: string;

  /** The name at that time: a name that is assigned later starts without a history. */
  @Column({ type: 'varchar', length: KEY_LENGTH })
  userNameKey: string;

  /** First use under this name. */
  @Column({ type: 'datetime', precision: 3 })
  firstAt: string;

  /** To the day. */
  @Column({ type: 'datetime', precision: 3 })
  lastAt: string;

  @ManyToOne(() => User, { onDelete: 'CASCADE', onUpdate: 'NO ACTION' })
  @JoinColumn([
    {
      name: 'accountId',
      referencedColumnName: 'accountId',
      foreignKeyConstraintName: 'fk_login_places_user',
    },
    { name: 'userId', referencedColumnName: 'id', foreignKeyConstraintName: 'fk_login_places_user' },
  ])
  user: Relation<User>;
}
