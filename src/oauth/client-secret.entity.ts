import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { OauthClient } from './oauth-client.entity.js';

/** A secret of a connection. It can have several, so that a new one can replace an old one without a gap. */
@Entity('oauth_client_secrets')
@Index('uq_oauth_client_secrets_hash', ['hash'], { unique: true })
@Index('ix_oauth_client_secrets_client', ['accountId', 'connectionId'])
@Index('ix_oauth_client_secrets_expiry', ['accountId', 'expiresAt'])
export class ClientSecret {
  @PrimaryColumn({ type: 'varchar', length: 36 })
  accountId: string;

  @PrimaryColumn({ type: 'varchar', length: 36 })
  id: string;

  @Column({ type: 'varchar', length: 36 })
  connectionId: string;

  /** SHA-256 of the secret, which has 256 random bits. */
  @Column({ type: 'varchar', length: 64 })
  hash: string;

  @Column({ type: 'datetime', precision: 3 })
  createdAt: string;

  @Column({ type: 'datetime', precision: 3 })
  expiresAt: string;

  /** When the account's administrators were last warned by mail that it ends. */
  @Column({ type: 'datetime', precision: 3, nullable: true })
  warnedAt: string | null;

  @ManyToOne(() => OauthClient, { onDelete: 'CASCADE', onUpdate: 'NO ACTION' })
  @JoinColumn([
    {
      name: 'accountId',
      referencedColumnName: 'accountId',
      foreignKeyConstraintName: 'fk_oauth_client_secrets_client',
    },
    {
      name: 'connectionId',
      referencedColumnName: 'id',
      foreignKeyConstraintName: 'fk_oauth_client_secrets_client',
    },
  ])
  connection: Relation<OauthClient>;
}
