import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { Id, Instant } from '../platform/database/sql/entity-columns.js';
import { KEY_LENGTH } from '../platform/database/sql/searchable-text.js';
import { UserOwned } from '../users/user-owned.js';

/** Maximum length of a network: an IPv6 network, or another text from a proxy. */
export const NETWORK_LENGTH = 64;

/** A network from which a user has logged in with a password, and the name used. */
@Entity('login_places')
@Index('ix_login_places_last', ['accountId', 'lastAt'])
export class LoginPlace extends UserOwned {
  @Id() userId: string;
  @PrimaryColumn({ type: 'varchar', length: NETWORK_LENGTH }) network: string;

  /** The name at that time: a name that is assigned later starts without a history. */
  @Column({ type: 'varchar', length: KEY_LENGTH }) userNameKey: string;

  /** First use under this name. */
  @Instant() firstAt: string;

  /** To the day. */
  @Instant() lastAt: string;
}
